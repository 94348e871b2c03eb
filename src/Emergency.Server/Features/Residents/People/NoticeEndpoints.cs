using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Infrastructure.Wording.Papers;

namespace Emergency.Server.Features.People;

/// <summary>
/// 告知书: endpoints for the notice to a person: data kept, legal grounds, roles that see it, rights; with ticks for
/// consent. It gives the door and no name. A minor's notice is for the guardian.
/// </summary>
internal static class NoticeEndpoints
{
    public static RouteGroupBuilder MapNotices(this RouteGroupBuilder api)
    {
        api.MapGet("/communities/{code}/residents/{personId:guid}/notice", Page).Needs(PeoplePermissions.RegisterKeep);
        api.MapGet("/communities/{code}/residents/{personId:guid}/notice.docx", Document).Needs(PeoplePermissions.RegisterKeep);
        return api;
    }

    /// <summary>The notice as a page to print. The print is recorded.</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperPage>> Page(string code, Guid personId, Act act, string? lang = null)
    {
        var (paper, problem) = await Made(act, code, new(personId), lang);
        return paper is null ? problem! : paper.Page();
    }

    /// <summary>The same notice as a document (DOCX).</summary>
    /// <param name="lang">en for English, else Chinese.</param>
    public static async Task<Outcome<PaperDocument>> Document(string code, Guid personId, HttpContext context, Act act, string? lang = null)
    {
        context.Response.Headers.ContentDisposition = "attachment; filename=\"notice.docx\"";
        var (paper, problem) = await Made(act, code, new(personId), lang);
        return paper is null ? problem! : paper.Document();
    }

    private static async Task<(Paper? Paper, Problem? Problem)> Made(Act act, string code, PersonId id, string? lang)
    {
        if (lang is not (null or "zh" or "zh-CN" or "en"))
            return (null, Problem.Bad("?lang: zh-CN or en"));
        var (known, problem) = await act.Register(PeoplePermissions.RegisterKeep, code);
        if (known is null)
            return (null, problem);
        var person = known.Of<ResidentsKnown>(act.Asked.Realm).Persons.GetValueOrDefault(id);
        if (person is not { Erased: false, Left: null } || person.Community != code)
            return (null, Problem.Of(Residents.UnknownPerson, id.ToString()));
        var (_, sent) = await act.Use<Recording>()
            .Write(
                act.Asked,
                PeoplePermissions.RegisterKeep,
                person.Place,
                byTask: false,
                new Reading(AccessPurpose.Print, null, code, [id], Code: ReasonCode.Check),
                act.Stop
            );
        return sent.Accepted ? (Of(known, person, Shanghai.Day(act.Now), PaperTexts.In(lang)), null) : (null, sent.Problem);
    }

    private static Paper Of(Known known, PersonKnown person, DateOnly today, PaperTexts texts)
    {
        var minor = person.IsMinor(today);
        var template = texts[minor ? "notice-minor" : "notice"];
        var door = ResidentsQuery.DoorOf(person);
        var contacts = person.GuardiansOn(today).Count().ToString(CultureInfo.InvariantCulture);
        return new(
            texts.Language,
            texts.Say("words.office", ("community", known.Of<PlacesKnown>().Name(person.Community))),
            texts.Day(today),
            template.Title,
            string.Join(' ', new[] { door.Building, door.Unit, door.Room }.Where(part => part is { Length: > 0 })),
            template.To,
            template.Lines,
            [
                Row(
                    "kept",
                    "kept.door",
                    Say("kept.contacts", ("n", contacts)),
                    person.Sensitive.Health is null ? null : Say("kept.health")
                ),
                Row("basis", "basis.duty", Say("basis.consent"), Stands()),
                Row("sees", "sees.lay", Say("sees.keepers"), Say("sees.street"), minor ? Say("sees.minor") : null),
                Row("never", "never.text"),
                Row("looked", "looked.text"),
                Row("may", "may.text"),
            ],
            Say("danger"),
            Say("ticks").Split('|'),
            template.Signs,
            $"{texts.Say("words.printed", ("at", texts.Day(today)))} · {Say("foot")}"
        );

        string Stands()
        {
            var said = person.Newest(ConsentUse.HealthCare);
            var who = texts.Say(said?.Guardian is null ? "notice.who.self" : "notice.who.guardian");
            return person.Consent(ConsentUse.HealthCare, today) switch
            {
                ConsentState.Given => Say("consent.given", ("who", who), ("day", texts.Day(said!.Day))),
                ConsentState.Withdrawn => Say("consent.withdrawn", ("who", who), ("day", texts.Day(said!.Day))),
                ConsentState.FileGiven => Say("consent.file"),
                ConsentState.OfAge or ConsentState.Over => Say("consent.again"),
                _ => Say("consent.no"),
            };
        }

        string Say(string key, params ReadOnlySpan<(string, string)> slots) => texts.Say($"notice.{key}", slots);

        (string, string) Row(string what, string first, params ReadOnlySpan<string?> more)
        {
            var all = new List<string> { Say(first) };
            foreach (var line in more)
                if (line is not null)
                    all.Add(line);
            return (Say(what), string.Join('\n', all));
        }
    }
}
