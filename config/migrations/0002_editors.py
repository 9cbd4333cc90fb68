"""Who may do what in the editors' part, and the second reader before anything goes live.

Written by hand because groups, rights and the workflow are data that the code counts on. Wagtail's stock groups are turned
into ours (Editors become *Redactie*, with the rights to pages, images and documents they had); its Moderators, who may
publish what they wrote themselves, and its workflow go.
"""

from django.db import migrations

EDITORS, COORDINATORS = "Redactie", "Coördinatie"
EDITED = {
    "learningdialogues": ["guide"],
    "network": ["term", "recommendation", "organisation", "network", "ambassadorrole"],
    "bestpractices": [
        "theory",
        "activeingredient",
        "segment",
        "knowledgegap",
        "factor",
        "principle",
        "publication",
        "keyfigure",
        "usagetable",
        "usagerow",
    ],
}
DRAFTED = {"learningdialogues": ["guide"]}
"""What is written as a draft first, and so needs a right to publish."""


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.filter(name="Moderators").delete()
    editors, _made = Group.objects.get_or_create(name="Editors")
    editors.name = EDITORS
    editors.save()
    coordinators = Group.objects.create(name=COORDINATORS)
    editors.permissions.add(*rights(apps, "add", "change", "view"), *rights(apps, "publish", edited=DRAFTED))
    coordinators.permissions.add(*editors.permissions.all(), *rights(apps, "delete"))
    for name in ("GroupPagePermission", "GroupCollectionPermission"):
        model = apps.get_model("wagtailcore", name)
        for right in model.objects.filter(group=editors):
            right.pk, right.group = None, coordinators
            right.save()


def rights(apps, *actions, edited=EDITED):
    """The rights to everything that is edited outside the page tree; made here, as Django makes them after migrating."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    for app_label, models in edited.items():
        for model in models:
            content_type, _made = ContentType.objects.get_or_create(app_label=app_label, model=model)
            for action in actions:
                name = f"Can {action} {apps.get_model(app_label, model)._meta.verbose_name}"
                yield Permission.objects.get_or_create(
                    content_type=content_type, codename=f"{action}_{model}", defaults={"name": name}
                )[0]


def make_workflow(apps, schema_editor):
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "Task")
    Page = apps.get_model("wagtailcore", "Page")
    Group = apps.get_model("auth", "Group")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    content_type, _made = ContentType.objects.get_or_create(app_label="network", model="secondreadertask")
    task = apps.get_model("network", "SecondReaderTask").objects.create(
        name="Tweede lezer", content_type=content_type, active=True
    )
    task.groups.set(Group.objects.filter(name__in=[EDITORS, COORDINATORS]))
    workflow = Workflow.objects.create(name="Tweede lezer", active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    apps.get_model("wagtailcore", "WorkflowPage").objects.create(workflow=workflow, page=Page.objects.get(depth=1))
    guides, _made = ContentType.objects.get_or_create(app_label="learningdialogues", model="guide")
    apps.get_model("wagtailcore", "WorkflowContentType").objects.create(workflow=workflow, content_type=guides)


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0001_page_tree"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [
        migrations.RunPython(make_groups, migrations.RunPython.noop),
        migrations.RunPython(make_workflow, migrations.RunPython.noop),
    ]
