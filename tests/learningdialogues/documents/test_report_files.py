"""The report as PDF, ODT and DOCX: the same as on the page, by part, readable by everybody, nobody's own words."""

import re
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from learningdialogues import facilitation, reports
from learningdialogues.documents import pdf_file
from learningdialogues.models import Contribution, Report
from network.models import Role
from tests.learningdialogues.documents.held import FORMATS, SECRET, docx, file_of, hold, odt, words_in
from tests.learningdialogues.factories import NOW
from tests.network.factories import organisation, person

pytestmark = pytest.mark.django_db

TOLD = (
    *("De brief is onduidelijk", "Brieven zonder datum", "Bel eerst", "de wet vraagt meer", "Zet de datum bovenaan"),
    *("Proef met bellen", "team inkomen", "2 maart 2027", "Een nieuw gesprek aanbieden", "De post kwam terug"),
    *("Iemand las de brief niet.", "Gemeente Voorbeeldstad", "zonder ervaringsdeskundige"),
)


@pytest.fixture
def held():
    return hold()


def page_of(dialogue):
    client = Client()
    client.force_login(dialogue.facilitator)
    return client.get(f"/leerdialogen/{dialogue.pk}/verslag/").content.decode()


def test_what_participants_typed_stands_in_none_of_the_four_formats(held):
    dialogue, code = held
    rows = Contribution.objects.filter(dialogue=dialogue)
    assert sum(SECRET in row.text for row in rows) > 30, "there is something to give away"
    group = Client().post("/meedoen/volgen/", {"volgcode": code}).content.decode()
    texts = {"page": page_of(dialogue), "group": group}
    texts |= {form: words_in(file_of(dialogue, form), form) for form in FORMATS}
    assert {name for name, text in texts.items() if SECRET in text.lower()} == set()
    assert all("Proef met bellen" in text for text in texts.values())


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_the_same(held, form):
    text = words_in(file_of(held[0], form), form)
    assert [words for words in TOLD if words not in text] == []


def test_the_pdf_is_tagged_and_says_that_it_follows_pdf_ua(held):
    file = PdfReader(BytesIO(file_of(held[0], "pdf")))
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert file.metadata.title == "Verslag van een leerdialoog: Brief over werk"
    told = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part(>|=\")1", told)
    tags = list(tags_of(root["/StructTreeRoot"]))
    kinds = [tag["/S"] for tag in tags]
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI", "/P", "/Figure"} <= set(kinds)
    assert kinds.count("/H1") == 1
    items = [[kid["/S"] for kid in tag["/K"]] for tag in tags if tag["/S"] == "/LI"]
    assert items and all(set(item) <= {"/Lbl", "/LBody"} for item in items), "PDF/UA-1 7.2"
    assert all("mediaan" in tag["/Alt"] for tag in tags if tag["/S"] == "/Figure")
    cells = [tag for tag in tags if tag["/S"] == "/TD"]
    assert all(cell["/A"]["/Headers"] for cell in cells), "each cell knows its heads"


def test_everything_on_a_page_of_the_pdf_is_tagged_or_decoration(held):
    """PDF/UA-1 7.1: no drawing or text outside a tag, and every tag of a page is in the tree."""
    file = PdfReader(BytesIO(file_of(held[0], "pdf")))
    in_tree = {id for tag in tags_of(file.trailer["/Root"]["/StructTreeRoot"]) for id in marks_of(tag)}
    for number, page in enumerate(file.pages):
        depth, on_page = 0, set()
        for operands, operator in page.get_contents().operations:
            if operator in (b"BDC", b"BMC"):
                depth += 1
                if operator == b"BDC" and "/MCID" in operands[1]:
                    on_page.add((page.indirect_reference.idnum, operands[1]["/MCID"]))
            elif operator == b"EMC":
                depth -= 1
            assert depth or operator not in (b"Tj", b"TJ", b"S", b"f", b"B", b"Do"), f"page {number}: {operator}"
        assert on_page <= in_tree, f"page {number}"


def tags_of(tag, page=None):
    """All elements below ``tag``, in reading order."""
    kids = tag.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            yield kid
            yield from tags_of(kid)


def marks_of(tag):
    kids = tag.get("/K", [])
    page = tag.raw_get("/Pg").idnum if "/Pg" in tag else None
    return [(page, kid) for kid in (kids if isinstance(kids, list) else [kids]) if isinstance(kid, int)]


def test_the_odt_has_headings_heads_of_tables_a_title_and_its_language(held):
    file = odt(file_of(held[0], "odt"))
    assert file.meta.get_title() == "Verslag van een leerdialoog: Brief over werk"
    assert file.meta.language == "nl"
    levels = [int(header.level) for header in file.body.headers]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), "no level is skipped"
    heads = file.body.get_elements("//table:table-header-rows")
    assert len(heads) >= 5
    described = [frame.get_element("svg:desc").text for frame in file.body.get_elements("//draw:frame")]
    assert len(described) == 3 and all("mediaan" in text for text in described)
    assert not re.search(r'outline-level-style[^>]*num-format="[^"]', words_of_styles(held)), "no numbers by themselves"
    columns = [column.get_attribute("table:style-name") for column in file.body.get_elements("//table:table-column")]
    assert len(columns) > len(set(columns)) > 5, "columns are as wide as their texts need"
    default = file.get_style("paragraph").get_element("style:text-properties")
    assert default.get_attribute("fo:language") == "nl"


def words_of_styles(held) -> str:
    return ZipFile(BytesIO(file_of(held[0], "odt"))).read("styles.xml").decode()


def test_the_docx_has_headings_heads_of_tables_a_title_and_its_language(held):
    file = docx(file_of(held[0], "docx"))
    assert file.core_properties.title == "Verslag van een leerdialoog: Brief over werk"
    assert file.core_properties.language == "nl"
    assert file.core_properties.author == ""
    styles = [paragraph.style.name for paragraph in file.paragraphs]
    assert styles.count("Title") == 1 and styles.count("Heading 1") > 8 and "List Bullet" in styles
    with_head = [table for table in file.tables if table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")]
    assert len(with_head) >= 5
    pictures = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert len(pictures) == 3 and all("mediaan" in text for text in pictures)
    assert 'w:lang w:val="nl-NL"' in words_in(file_of(held[0], "docx", "voorblad"), "docx")


@pytest.mark.parametrize("form", FORMATS)
def test_only_the_chosen_parts_stand_in_it_and_what_is_said_about_anonymity(held, form):
    dialogue = held[0]
    anchor = next(one["anchor"] for one in reports.sections_of(dialogue.report) if one["kind"] == "actions")
    text = words_in(file_of(dialogue, form, anchor), form)
    assert "Proef met bellen" in text and "Over anonimiteit" in text and "Concept" in text
    assert "Bel eerst" not in text and "Gemeente Voorbeeldstad" not in text


def test_a_part_or_format_that_does_not_exist_is_not_found(held, client):
    client.force_login(held[0].facilitator)
    path = f"/leerdialogen/{held[0].pk}/verslag/bestand/"
    for query in ("?vorm=exe", "", "?vorm=odt&deel=deel-99", "?vorm=odt&deel=anonimiteit"):
        assert client.get(path + query).status_code == 404, query


@pytest.mark.parametrize("form", FORMATS)
def test_it_is_a_concept_until_the_report_is_final(held, form, client):
    dialogue = held[0]
    assert "Concept: de groep kan bezwaar maken tot en met 30 november 2026" in words_in(file_of(dialogue, form), form)
    Report.objects.update(is_final=True)
    text = words_in(file_of(dialogue, form), form)
    assert "Definitief" in text and "Concept: de groep" not in text
    client.force_login(dialogue.facilitator)
    answer = client.get(f"/leerdialogen/{dialogue.pk}/verslag/bestand/?vorm={form}")
    assert answer["Content-Disposition"] == f'attachment; filename="verslag-brief-over-werk-definitief.{form}"'


@pytest.mark.parametrize("form", FORMATS)
def test_an_adjusted_passage_stands_in_it_as_on_the_page(held, form):
    report = held[0].report
    title = next(one["title"] for one in reports.sections_of(report) if one["kind"] == "cluster")
    objection = reports.object_to(report, passage=title, text="Zo zeiden wij het niet.", at=NOW.date())
    reports.adjust_passage(objection, answer="Dank.", text="De brief vroeg te veel.", replaces=True)
    text = words_in(file_of(held[0], form), form)
    assert "De brief vroeg te veel." in text and "De brief is onduidelijk" not in text
    assert "Zo zeiden wij het niet." in text and "Antwoord: Dank." in text


@pytest.mark.parametrize("form", FORMATS)
def test_the_group_gets_the_file_with_its_follow_code_and_never_in_an_address(held, form):
    _dialogue, code = held
    client = Client()
    answer = client.post("/meedoen/volgen/", {"volgcode": code, "vorm": form, "deel": ["patronen"]})
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    text = words_in(answer.content, form)
    assert "Brieven zonder datum" in text and "Proef met bellen" not in text
    assert client.get(f"/meedoen/volgen/?volgcode={code}&vorm={form}").get("Content-Disposition") is None
    assert client.post("/meedoen/volgen/", {"volgcode": "AAAA-BBBB", "vorm": form}).status_code == 422


def test_the_owner_of_the_case_gets_it_and_a_colleague_does_not(held):
    dialogue, client = held[0], Client()
    path = f"/leerdialogen/{dialogue.pk}/verslag/bestand/?vorm=odt"
    client.force_login(dialogue.case.owner)
    assert client.get(path).status_code == 200
    client.force_login(person(Role.FACILITATOR, organisation()))
    assert client.get(path).status_code == 403


def test_without_weasyprint_the_page_says_so_and_the_other_formats_stay(held, client, monkeypatch):
    monkeypatch.setattr(pdf_file, "_weasyprint", lambda: None)
    page = page_of(held[0])
    assert "Deze server kan geen PDF maken" in page
    assert 'value="pdf"' not in page and 'value="odt"' in page
    client.force_login(held[0].facilitator)
    answer = client.get(f"/leerdialogen/{held[0].pk}/verslag/bestand/?vorm=pdf")
    assert answer.status_code == 503
    assert "Kies ODT of DOCX" in answer.content.decode()


@pytest.mark.parametrize("form", FORMATS)
def test_after_erasure_the_figures_stay_and_the_story_is_gone(held, form):
    dialogue = held[0]
    facilitation.erase(dialogue, at=timezone.now())
    dialogue.refresh_from_db()
    text = words_in(file_of(dialogue, form), form)
    assert "Iemand las de brief niet." not in text and "De post kwam terug" not in text
    assert "De teksten van dit deel zijn gewist." in text and "zijn op" in text
    assert "De brief is onduidelijk" in text and "Proef met bellen" in text
