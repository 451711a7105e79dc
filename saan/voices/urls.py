"""Where the pages of listening stand."""
from django.urls import path

from saan.voices.views import code, holds, maps, moderate, papers, places, results, rounds, sheets, speak, themes, vote

urlpatterns = [
    path("speak", speak.speaking, name="speak"),
    path("code", code.follow, name="code"),
    path("code/erase", code.take_back, name="code_erase"),
    path("moderate", moderate.waiting, name="moderate"),
    path("moderate/<int:number>", moderate.read, name="moderate_read"),
    path("holds", holds.held, name="holds"),
    path("holds/<int:number>", holds.finish, name="holds_finish"),
    path("themes", themes.themes, name="themes"),
    path("themes/<int:number>", themes.theme, name="theme_page"),
    path("themes/<int:number>/change", themes.change, name="theme_change"),
    path("voices/<int:number>/place", places.from_voice, name="voice_place"),
    path("poster", papers.poster, name="poster"),
    path("qr", papers.sheet, name="qr"),
    path("rounds", rounds.rounds, name="rounds"),
    path("rounds/<slug:slug>", rounds.one, name="round_desk"),
    path("rounds/<slug:slug>/progress", rounds.progress, name="round_progress"),
    path("rounds/<slug:slug>/change", rounds.change, name="round_change"),
    path("rounds/<slug:slug>/slips", rounds.slips, name="round_slips"),
    path("rounds/<slug:slug>/sign", rounds.sign, name="round_sign"),
    path("rounds/<slug:slug>/sheet", sheets.sheet, name="round_sheet"),
    path("c/<slug:slug>", vote.vote, name="vote_round"),
    path("c/<slug:slug>/enter", vote.enter, name="vote_enter"),
    path("c/<slug:slug>/propose", vote.propose, name="vote_propose"),
    path("c/<slug:slug>/results", results.results, name="round_results"),
    path("c/<slug:slug>/results.csv", results.table, name="round_table"),
    path("c/<slug:slug>/map", maps.opinions, name="round_map"),
    path("c/<slug:slug>/map.csv", maps.table, name="round_map_table"),
    path("c/<slug:slug>/report", maps.report, name="round_report"),
    path("c/<slug:slug>/report.pdf", maps.paper, {"sort": "pdf"}, name="round_report_pdf"),
    path("c/<slug:slug>/report.docx", maps.paper, {"sort": "docx"}, name="round_report_docx"),
]
