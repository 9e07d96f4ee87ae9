"""Forms that change a patient: shown, sent, saved; and what was typed is never lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from backcheck.web.kit.words import words

from .holding import ChangedMeanwhile
from .known import Known

Save = Callable[[Any], None]


def edited(
    request: HttpRequest, known: Known, form: forms.Form, save: Save, page: dict[str, Any]
) -> HttpResponse:
    """The form; sent and right, the change and the way back to the patient.

    Args:
        request: GET shows the form, POST sends it.
        known: whose page to go back to.
        form: bound when it was sent; its ``initial`` is what is kept now.
        save: makes the change; ChangedMeanwhile shows the form again.
        page: ``template``, and what it needs beside the form; ``back``, another way back.
    """
    page = {"back": reverse("patients:patient", kwargs={"patient": known.id}), **page}
    if request.method == "POST" and form.is_valid():
        try:
            save(form)
        except ChangedMeanwhile:
            _changed_meanwhile(form)
        else:
            return redirect(page["back"])
    status = 422 if form.errors else 200
    return render(
        request, page["template"], {**page, "form": form, "patient": known}, status=status
    )


def sent(request: HttpRequest) -> Any:
    """What a form is bound to."""
    return request.POST if request.method == "POST" else None


def _changed_meanwhile(form: forms.Form) -> None:
    """Say so, show what is kept now beside what was typed, and let the next sending win."""
    form.add_error(None, words("page.patients.changed_meanwhile"))
    for name, field in form.fields.items():
        now = form.initial.get(name)
        if name == "version" or str(now or "") == str(form.cleaned_data.get(name) or ""):
            continue
        kept = dict(field.choices).get(now, now) if hasattr(field, "choices") else now
        text = words("page.patients.kept_now", value=str(kept)) if kept else ""
        form.add_error(name, text or words("page.patients.kept_nothing"))
    form.data = form.data.copy()
    form.data["version"] = form.initial.get("version", 0)
