"""The API: every room's router behind one door; every no is problem JSON (RFC 9457), every field has a sentence."""
import json
from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from saan.areas.api import router as areas
from saan.core.refusal import Refusal, Wrong
from saan.insight.api import router as overview
from saan.plans.api import router as projects
from saan.voices.api.consultations import router as consultations
from saan.voices.api.readings import router as readings
from saan.voices.api.results import router as results
from saan.voices.api.themes import router as themes
from saan.voices.api.voices import router as voices
from saan.web.views.problems import SENTENCES, refuse

PROBLEM = "application/problem+json"
EVERYWHERE = {"4XX": "A no: what is wrong and what to do", "422": "Something in the request has to be changed first",
              "500": "A fault of Saan's own"}
SAID = {   # kind of mistake (pydantic's word): the sentence; more exact ones are the rooms'
    "missing": _("ต้องใส่ช่องนี้"),
    "string_too_long": _("ยาวเกินไป ใส่ได้ไม่เกิน %(max_length)s ตัวอักษร"),
    "string_pattern_mismatch": _("เขียนไม่ตรงแบบ ต้องตรงกับแบบนี้: %(pattern)s"),
    "string_too_short": _("สั้นเกินไป ใส่อย่างน้อย %(min_length)s ตัวอักษร"),
    "too_short": _("ใส่อย่างน้อย %(min_length)s รายการ"),
    "too_long": _("ใส่ได้ไม่เกิน %(max_length)s รายการ"),
    "literal_error": _("ใส่ได้เฉพาะ %(expected)s"),
    "enum": _("ใส่ได้เฉพาะ %(expected)s"),
    "extra_forbidden": _("ไม่รู้จักช่องนี้"),
    "greater_than_equal": _("ต้องไม่น้อยกว่า %(ge)s"),
    "less_than_equal": _("ต้องไม่เกิน %(le)s"),
    "value_error": "%(error)s",
    "uuid_parsing": _("ต้องเป็น UUID เช่น 8c7d3f0e-2f43-4f0e-9a53-0d4c5f5a1b2c"),
    "json_invalid": _("อ่าน JSON ไม่ได้"),
}
KINDS = (   # how pydantic's word begins: what kind of value is wanted
    ("string", _("ต้องเป็นข้อความ")), ("int", _("ต้องเป็นจำนวนเต็ม")), ("bool", _("ต้องเป็น true หรือ false")),
    ("date", _("ต้องเป็นวันที่แบบ 2026-01-31")), ("list", _("ต้องเป็นรายการ")),
    ("dict", _("ต้องเป็นชุดของช่องและค่า")), ("model", _("ต้องเป็นชุดของช่องและค่า")))


class Problem(Schema):
    """A no, as RFC 9457 has it: `code` is stable, `detail` and the sentences are in the reader's language."""

    class Wrong(Schema):
        where: str
        sentence: str

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[Wrong] = Field(default_factory=list)


class Renderer(JSONRenderer):
    """Thai letters stay letters."""

    json_dumps_params: ClassVar = {"ensure_ascii": False}


class Reader(Parser):
    """Reads JSON as it is defined: no NaN, one value to a name."""

    def parse_body(self, request: HttpRequest):
        """Return what the body says; whatever is not JSON is a 400."""
        return json.loads(request.body, parse_constant=_not_json, object_pairs_hook=_one_value_each)


class Api(NinjaAPI):
    """One API whose description names the problems too."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return a short name: the room and the function."""
        return f"{operation.view_func.__module__.split('.')[1]}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **options) -> OpenAPISchema:
        """Return the description; every answer from 400 on is a problem."""
        schema = super().get_openapi_schema(**options)
        described = Problem.model_json_schema(ref_template=REF_TEMPLATE)
        schema["components"]["schemas"] |= described.pop("$defs") | {"Problem": described}
        content = {PROBLEM: {"schema": {"$ref": REF_TEMPLATE.format(model="Problem")}}}
        for operations in schema["paths"].values():
            for operation in operations.values():
                answers = {str(status): answer for status, answer in operation["responses"].items()}
                noes = {status: answer["description"] for status, answer in answers.items() if status >= "400"}
                operation["responses"] = answers | {status: {"description": words, "content": content}
                                                    for status, words in (EVERYWHERE | noes).items()}
        return schema


api = Api(title="Saan", version="1", description="Children's voices to Thai municipalities, and back.",
          docs_url=None, urls_namespace="api", renderer=Renderer(), parser=Reader())
api.add_router("/areas", areas, tags=["areas"])
api.add_router("/voices", voices, tags=["voices"])
api.add_router("/consultations", consultations, tags=["consultations"])
api.add_router("/consultations", results, tags=["consultations"])
api.add_router("/readings", readings, tags=["readings"])
api.add_router("/themes", themes, tags=["themes"])
api.add_router("/projects", projects, tags=["projects"])
api.add_router("/overview", overview, tags=["overview"])


@api.exception_handler(Refusal)
def refused(request: HttpRequest, no: Refusal) -> HttpResponse:
    """Answer an action's no."""
    return refuse(request, no)


@api.exception_handler(Http404)
def missing(request: HttpRequest, no: Http404) -> HttpResponse:
    """Answer that it is not there."""
    return refuse(request, Refusal("web.not_found", _("ไม่พบสิ่งที่ขอ"), status=404))


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, no: AuthenticationError) -> HttpResponse:
    """Answer that it is not known who asks."""
    return refuse(request, Refusal("web.unauthorized", _("ต้องเข้าสู่ระบบก่อน"), status=401))


@api.exception_handler(HttpError)
def failed(request: HttpRequest, no: HttpError) -> HttpResponse:
    """Answer what the frame itself refuses, such as a body that is not JSON."""
    sentence = SENTENCES.get(no.status_code, SENTENCES[400])
    code = "web.bad_request" if no.status_code == 400 else f"web.status_{no.status_code}"
    return refuse(request, Refusal(code, sentence, status=no.status_code))


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, no: ValidationError) -> HttpResponse:
    """Answer which fields have to be changed, each with a sentence."""
    wrong = [Wrong(_where(error["loc"]), _sentence(error)) for error in no.errors]
    return refuse(request, Refusal("web.invalid", SENTENCES[422], status=422, errors=wrong))


def _where(place):
    source, *names = map(str, place)
    if source == "body":
        names = names[1:]   # the first is the name of the function's parameter
    return ".".join(names) or source


def _sentence(error):
    kind, params = error["type"], error.get("ctx", {})
    said = SAID.get(kind) or next((words for start, words in KINDS if kind.startswith(start)), _("ค่านี้ใช้ไม่ได้"))
    return str(said) % params


def _not_json(word):
    raise ValueError(f"{word} is not JSON")


def _one_value_each(pairs):
    names = [name for name, _value in pairs]
    if len(set(names)) < len(names):
        raise ValueError("a name stands twice")
    return dict(pairs)
