"""The fixed part of the page tree: home, and one index page for each kind that lives as a page.

Written by hand because a site without these pages has no place to put content: the loader, the editors and the tests all
start from them. It stands in ``config`` because it needs the pages of three apps. Rows are written as a migration sees
them, without treebeard, so path and depth are spelled out.
"""

from django.db import migrations

INDEX_PAGES = [
    ("network", "actionlineindexpage", "Actielijnen", "actielijnen"),
    ("bestpractices", "practiceindexpage", "Praktijkvoorbeelden", "praktijkvoorbeelden"),
    ("bestpractices", "mechanismindexpage", "Mechanismekaarten", "mechanismekaarten"),
    ("learningdialogues", "patternindexpage", "Patronen", "patronen"),
    ("learningdialogues", "methodindexpage", "Werkvormen", "werkvormen"),
    ("learningdialogues", "examplecaseindexpage", "Voorbeeldcasussen", "voorbeeldcasussen"),
]
INTROS = {
    "actielijnen": "Vier lijnen waarlangs het netwerk werkt aan preventie, met per lijn wat je kunt lezen en doen.",
    "praktijkvoorbeelden": "Wat collega's deden, wat eruit kwam en hoe zeker we dat weten. Ook wat niet werkte.",
    "mechanismekaarten": "Waarom het misgaat, op één kaart: het probleem, het mechanisme erachter en wat je kunt doen.",
    "patronen": "Wat in leerdialogen vaker terugkomt, met handvatten voor je eigen proces.",
    "werkvormen": "Manieren om samen te leren van casussen, brieven en processen.",
    "voorbeeldcasussen": "Casussen om mee te oefenen. Ze zijn niet te herleiden tot een persoon.",
}
HOME_PATH = "00010001"


def make_pages(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    ContentType = apps.get_model("contenttypes", "ContentType")
    locale, _made = Locale.objects.get_or_create(language_code="nl")
    root = Page.objects.get(depth=1)
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()

    def add(app_label, model_name, title, slug, path, url_path, **fields):
        content_type, _made = ContentType.objects.get_or_create(app_label=app_label, model=model_name)
        return apps.get_model(app_label, model_name).objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            path=path,
            depth=len(path) // 4,
            url_path=url_path,
            live=True,
            locale=locale,
            content_type=content_type,
            **fields,
        )

    home = add(
        "network",
        "homepage",
        "Samen voorkomen dat mensen met een uitkering in de knel komen",
        "home",
        HOME_PATH,
        "/home/",
        numchild=len(INDEX_PAGES),
        lead="Gemeenten, UWV, SVB en ministeries leren hier van casussen, en delen wat helpt en wat niet.",
    )
    for number, (app_label, model_name, title, slug) in enumerate(INDEX_PAGES, start=1):
        add(app_label, model_name, title, slug, f"{HOME_PATH}{number:04d}", f"/home/{slug}/", intro=INTROS[slug])
    root.numchild = 1
    root.save()
    Site.objects.create(hostname="localhost", port=80, root_page_id=home.pk, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [
        ("wagtailcore", "0098_apitoken"),
        ("network", "0002_initial"),
        ("bestpractices", "__first__"),
        ("learningdialogues", "__first__"),
    ]

    operations = [migrations.RunPython(make_pages, migrations.RunPython.noop)]
