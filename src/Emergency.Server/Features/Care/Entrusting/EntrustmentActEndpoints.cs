using Emergency.Domain;
using Emergency.Domain.Attachments;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Places;
using Emergency.Domain.Rhythms;
using Emergency.Server.Features.Attachments;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Entrusting;

/// <summary>
/// Endpoints that record acts for an entrusted child: a check, a letter with its proof, and a report of suspected harm,
/// which nothing delays and nobody can withdraw.
/// </summary>
internal static class EntrustmentActEndpoints
{
    private static readonly Problem NotAMinor = new("entrustment.only-minors", []),
        UnknownProof = new("entrustment.unknown-proof", []);

    public static RouteGroupBuilder MapEntrustmentActs(this RouteGroupBuilder api)
    {
        var one = api.MapGroup("/communities/{code}/entrustments/{personId:guid}");
        api.MapPost("/communities/{code}/entrustments/plan", Plan).Needs(EntrustmentPermissions.Keep);
        one.MapPost("/check", Check).Needs(EntrustmentPermissions.Keep);
        one.MapPost("/ask", Ask).Needs(EntrustmentPermissions.Keep);
        one.MapPost("/contact", Contact).Needs(EntrustmentPermissions.Keep);
        one.MapPost("/letters/{to}/send", Send).Needs(EntrustmentPermissions.Keep);
        one.MapPost("/letters/{to}/answer", Answer).Needs(EntrustmentPermissions.Keep);
        one.MapPost("/report", Report).Needs(EntrustmentPermissions.Report);
        one.MapPost("/report/{reportId:guid}/add", Add).Needs(EntrustmentPermissions.Report);
        return api;
    }

    /// <summary>Records a check: six facts and a person's judgement. The table decides which letters and reports follow.</summary>
    public static Task<Outcome<EntrustmentRecorded>> Check(string code, Guid personId, NewCheck body, Act act) =>
        Refused<EntrustmentRecorded>(NewCheck.Faults(body, EntrustmentPlans.Table))
        ?? Do(
            act,
            EntrustmentPermissions.Keep,
            code,
            personId,
            async id =>
            {
                ListOf<VisitAnswer> answers = [.. body.Answers!.Select(one => new VisitAnswer(one.Fact!, one.Answer!))];
                var told = await act.Seal(personId, new CheckText(answers, body.Note));
                var letters = EntrustmentPlans.Table.LettersAfter(
                    body.Judgement!.Value,
                    fact => answers.FirstOrDefault(one => one.Question == fact)?.Answer,
                    act.Now
                );
                var seen = body.SeenAt?.ToUniversalTime() ?? act.Now;
                return by => new MakeCheck(id, code, body.Judgement.Value, told, letters, seen, by, act.Now);
            }
        );

    /// <summary>Records a sign of trouble (有迹象): it demands a check within a day.</summary>
    public static Task<Outcome<EntrustmentRecorded>> Ask(string code, Guid personId, NewCheckAsked body, Act act) =>
        Refused<EntrustmentRecorded>(NewCheckAsked.Faults(body))
        ?? Do(
            act,
            EntrustmentPermissions.Keep,
            code,
            personId,
            id => Ready(by => new AskCheck(id, code, act.Asked.CommandId.ToString(), false, by, act.Now))
        );

    /// <summary>Notes whether parents and child spoke in the week of a day (父母每周联系).</summary>
    public static Task<Outcome<EntrustmentRecorded>> Contact(string code, Guid personId, NewContact body, Act act) =>
        Refused<EntrustmentRecorded>(NewContact.Faults(body, Shanghai.Day(act.Now)))
        ?? Do(
            act,
            EntrustmentPermissions.Keep,
            code,
            personId,
            id => Ready(by => new NoteContact(id, code, body.Day!.Value, body.Spoke!.Value, by, act.Now))
        );

    /// <summary>Records that a letter has been sent. From then on its answer is awaited.</summary>
    public static Task<Outcome<EntrustmentRecorded>> Send(string code, Guid personId, string to, NewLetterSent body, Act act) =>
        Unnamed(to)
        ?? Refused<EntrustmentRecorded>(NewLetterSent.Faults(body))
        ?? Do(
            act,
            EntrustmentPermissions.Keep,
            code,
            personId,
            async id =>
            {
                var letter = LetterEndpoints.Named(to)!.Value;
                var words = PlainText(body.Words) ?? await LetterPaper.Words(act, code, id, letter);
                var told = await act.Seal(personId, new FreeText(words));
                var before = act.Now.AddHours(EntrustmentPlans.Table.Letter(letter).ReplyHours);
                return by => new SendLetter(id, code, letter, body.Way!.Value, told, body.Proof, before, by, act.Now);
            },
            proof: body.Proof
        );

    /// <summary>Records the answer to a letter. Its proof can be a picture of the signed copy.</summary>
    public static Task<Outcome<EntrustmentRecorded>> Answer(string code, Guid personId, string to, NewLetterAnswer body, Act act) =>
        Unnamed(to)
        ?? Refused<EntrustmentRecorded>(NewLetterAnswer.Faults(body))
        ?? Do(
            act,
            EntrustmentPermissions.Keep,
            code,
            personId,
            async _ =>
            {
                var told = await act.Seal(personId, new FreeText(body.Answer!.Trim()));
                return by => new AnswerLetter(LetterEndpoints.Named(to)!.Value, told, body.Proof, by, act.Now);
            },
            proof: body.Proof
        );

    /// <summary>
    /// Records a report of suspected harm (未保法 11) at once, independent of all letters. The child need not be in entrusted
    /// care.
    /// </summary>
    public static Task<Outcome<EntrustmentRecorded>> Report(string code, Guid personId, NewHarmReport body, Act act) =>
        Refused<EntrustmentRecorded>(NewHarmReport.Faults(body))
        ?? Do(
            act,
            EntrustmentPermissions.Report,
            code,
            personId,
            async id =>
            {
                var told = await act.Seal(personId, new HarmText(body.Seen!.Trim(), body.Where, body.Safe, body.Who));
                ListOf<ReportTo> to = [.. body.To!.Distinct().Order()];
                return by => new MakeReport(id, code, act.Asked.NewId<HarmReportId>(), body.PoliceFirst ?? false, told, to, by, act.Now);
            },
            report: act.Asked.NewId<HarmReportId>()
        );

    /// <summary>Adds to a report facts learned since. Nothing takes a report back.</summary>
    public static Task<Outcome<EntrustmentRecorded>> Add(string code, Guid personId, Guid reportId, NewHarmAdded body, Act act) =>
        Refused<EntrustmentRecorded>(NewHarmAdded.Faults(body))
        ?? Do(
            act,
            EntrustmentPermissions.Report,
            code,
            personId,
            async _ =>
            {
                var told = await act.Seal(personId, new FreeText(body.Text!.Trim()));
                return by => new AddToReport(new(reportId), told, by, act.Now);
            }
        );

    /// <summary>Compares register and plan at once instead of at night, for example after the import of a file.</summary>
    public static async Task<Outcome<Recorded>> Plan(string code, Act act)
    {
        if (!Divisions.IsCommunity(code) || act.Use<Folding>().Now.Of<PlacesKnown>(act.Asked.Realm).Of(code) is null)
            return Problem.NotFound;
        var sent = await act.Send(
            EntrustmentPermissions.Keep,
            new Place(code),
            Entities.Round(DutyRhythm.EntrustedPlan, code),
            _ => new ComeRound(DutyRhythm.EntrustedPlan, code, act.Now, Misfire.Once, 0, act.Now)
        );
        return sent.With(new Recorded(act.Asked.CommandId, sent.Position.Value));
    }

#pragma warning disable MA0022 // Null is no task that somebody waits for: the act goes on behind "??".
    private static Task<Outcome<EntrustmentRecorded>>? Unnamed(string to) =>
        LetterEndpoints.Named(to) is null ? Task.FromResult<Outcome<EntrustmentRecorded>>(Problem.NotFound) : null;
#pragma warning restore MA0022

    private static string? PlainText(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static ValueTask<Func<By, Command>> Ready(Func<By, Command> make) => ValueTask.FromResult(make);

    internal static async Task<Outcome<EntrustmentRecorded>> Do(
        Act act,
        Permission permission,
        string code,
        Guid personId,
        Func<PersonId, ValueTask<Func<By, Command>>> prepare,
        AttachmentId? proof = null,
        HarmReportId? report = null
    )
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        var (asked, id) = (act.Asked, new PersonId(personId));
        var known = await act.Use<Folding>().With(known => known.Of<ResidentsKnown>(asked.Realm).Persons.ContainsKey(id), act.Stop);
        var person = known.Of<ResidentsKnown>(asked.Realm).Persons.GetValueOrDefault(id);
        var lives = person is { Left: null, Erased: false } && person.Community == code;
        var place = lives ? person!.Place : asked.Within(permission, code);
        if (asked.Allow(permission, place).Problem is { } problem)
            return problem;
        if (!lives)
            return Problem.Of(Entrustment.Unknown);
        if (!person!.IsMinor(Shanghai.Day(act.Now)))
            return NotAMinor;
        if (proof is { } paper && known.Of<AttachmentsKnown>(asked.Realm).Find(new AttachedTo("person", personId), paper) is null)
            return UnknownProof;
        var sent = await act.Send(permission, place, Entities.Entrustment(asked.Realm, code, id), await prepare(id));
        return sent.With(new EntrustmentRecorded(id, sent.Position.Value, report));
    }
}
