using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Server.Features.Drills.Reviewing;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Requests;
using Emergency.Server.Infrastructure.Wording;
using Emergency.Server.Infrastructure.Wording.Papers;
using static Emergency.Domain.Role;

namespace Emergency.Server.Across.Situation;

/// <summary>
/// 初报 and the hourly table: forms of upper levels, filled with the known facts of an incident. Figures and places only: nobody is named.
/// </summary>
internal static class SituationEndpoints
{
    public static readonly Permission Read = new("situation.read", [.. Roles.County, StreetOfficer, Secretary], inDrill: true);

    /// <summary>Records a report by telephone (已电话报).</summary>
    public static readonly Permission Phone = new("situation.phone", [.. Roles.County, StreetOfficer, Secretary], inDrill: true)
    {
        Acts = [typeof(IncidentPhoned)],
    };

    public static RouteGroupBuilder MapSituationForms(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/incidents/{id:guid}/situation");
        routes.MapGet("/", Show).Needs(Read);
        routes.MapGet("/file", File).Needs(Read);
        routes.MapPost("/phoned", Phoned).Needs(Phone);
        return api;
    }

    /// <summary>Shows a filled form (?form: first where left out), all forms, the hourly table where it has one, and the reports made by telephone.</summary>
    public static async Task<Outcome<SituationShown>> Show(Guid id, HttpContext context, Act act, string? form = null) =>
        await Filled(id, context, act, form) is var (shown, problem) && shown is not null
            ? new Outcome<SituationShown>(shown, new(shown.Position))
            : problem!;

    /// <summary>Writes the same as a Word file.</summary>
    public static async Task<Outcome<SituationFile>> File(Guid id, HttpContext context, Act act, string? form = null)
    {
        var (shown, problem) = await Filled(id, context, act, form);
        if (shown is null)
            return problem!;
        var words = new PageWords(Sentences.Language(context.Request));
        return new Outcome<SituationFile>(new(SituationPaper.Of(shown, words)), new(shown.Position));
    }

    /// <summary>Records a report by telephone: the line of the form, and the name of the person told where it is required.</summary>
    public static async Task<Outcome<Recorded>> Phoned(Guid id, NewPhoned body, IncidentSight sight, Act act)
    {
        if (NewPhoned.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (await sight.Find(act.Asked, id, act.Stop) is not { } seen)
            return Problem.NotFound;
        if (seen.May(Phone) is { } problem)
            return problem;
        var to = await act.SealText(seen.Incident.Id.Value, body.To);
        var sent = await act.Send(
            Phone,
            IncidentSeen.Near(act.Asked, Phone, seen.Incident),
            seen.Entity,
            by => new NotePhoned(body.Line!, to, by, act.Now)
        );
        return sent.With(new Recorded(id, sent.Position.Value));
    }

    private static async Task<(SituationShown? Shown, Problem? Problem)> Filled(Guid id, HttpContext context, Act act, string? form)
    {
        var forms = act.Use<SituationForms>().All;
        if (forms.FirstOrDefault(one => one.Code == (form ?? "first")) is not { } wanted)
            return (null, Problem.Bad($"?form: {string.Join(", ", forms.Select(one => one.Code))}"));
        if (await act.Use<IncidentSight>().Newest(act.Asked, id, act.Stop) is not { } seen)
            return (null, Problem.NotFound);
        if (seen.May(Read) is { } problem)
            return (null, problem);
        var words = new PageWords(Sentences.Language(context.Request));
        IReadOnlyList<Role> roles = [.. act.Asked.Grants.Select(grant => grant.Role)];
        var (facts, text) = (SituationFacts.Of(seen, act.Sealing, words), wanted.In(words.Language));
        return (
            new(
                wanted.Code,
                [.. forms.Select(one => new FormShown(one.Code, one.In(words.Language).Name, one.Lines.For(roles)))],
                SituationForm.Fill(text.Title, facts),
                [.. text.Text.Select(line => SituationForm.Fill(line, facts))],
                seen.Known.Of<DoorsKnown>(act.Asked.Realm).Purpose(seen.Incident.Id),
                wanted.Hours ? await act.Use<HourlyTable>().Of(seen, act.Stop) : [],
                [
                    .. seen.Incident.State.Phoned.Select(one => new PhonedShown(
                        one.Line,
                        one.To is { } to ? act.Sealing.Open<FreeText>(to)?.Text : null,
                        one.By.Role,
                        one.At
                    )),
                ],
                seen.Known.At.Value
            ),
            null
        );
    }
}

/// <param name="Forms">All forms, in the order in which they are offered.</param>
/// <param name="Purpose">The purpose of the area, which decides the words in which the hours are counted.</param>
/// <param name="Hours">Empty where the form has no hourly table.</param>
internal sealed record SituationShown(
    string Form,
    IReadOnlyList<FormShown> Forms,
    string Title,
    IReadOnlyList<string> Lines,
    AreaPurpose Purpose,
    IReadOnlyList<HourShown> Hours,
    IReadOnlyList<PhonedShown> Phoned,
    long Position
);

/// <param name="Lines">Lines that the asker reports to by telephone: those above the asker's own level.</param>
internal sealed record FormShown(string Code, string Name, IReadOnlyList<string> Lines);

internal sealed record PhonedShown(string Line, string? To, Role By, DateTimeOffset At);

/// <summary>A form as a Word file.</summary>
internal sealed record SituationFile(ReadOnlyMemory<byte> Bytes) : IWritten
{
    public static string ContentType => ReportFile.ContentType;
}

/// <param name="Line">A line of one of the forms.</param>
/// <param name="To">Name of the person told, up to 50 characters.</param>
internal sealed record NewPhoned(string? Line, string? To)
{
    public static IReadOnlyList<string> Faults(NewPhoned body) =>
        [
            .. Checks.Need(body.Line is not null && SituationForms.Lines.Contains(body.Line), "$.line: a line of one of the forms"),
            .. Checks.Text(body.To, "$.to", 50),
        ];
}

/// <summary>A filled form in print.</summary>
internal static class SituationPaper
{
    public static byte[] Of(SituationShown shown, PageWords words)
    {
        var paper = new WordPaper(words.Language);
        var name = shown.Forms.First(form => form.Code == shown.Form).Name;
        paper.Title(name, shown.Title);
        foreach (var line in shown.Lines)
            paper.Text(line);
        if (shown.Hours.Count > 0)
            paper.Table(
                [
                    .. ((string[])["at", "toMove", "moved", "left", "refuses", "lost"]).Select(key =>
                        words.Say(key == "at" ? "situation.hour.at" : $"situation.hour.{SituationFacts.Word(shown.Purpose)}.{key}")
                    ),
                ],
                [2, 1, 1, 1, 1, 1],
                shown.Hours.Select(hour =>
                    (IReadOnlyList<string>)
                        [
                            SituationFacts.Time(hour.At),
                            $"{hour.People.ToMove}",
                            $"{hour.People.Moved}",
                            $"{hour.People.Left}",
                            $"{hour.People.Refuses}",
                            $"{hour.People.Lost}",
                        ]
                )
            );
        return paper.Done(shown.Title, name);
    }
}
