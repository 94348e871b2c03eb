using System.Globalization;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Places;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Entrusting;

/// <summary>
/// Endpoints for reports of suspected harm (未保法 11): police, civil affairs and education confirm receipt and say what
/// they decide, by a link, by the account of civil affairs, or on paper.
/// </summary>
internal static class HarmReportEndpoints
{
    public static RouteGroupBuilder MapHarmReports(this RouteGroupBuilder api)
    {
        var one = api.MapGroup("/communities/{code}/entrustments/{personId:guid}/report/{reportId:guid}");
        one.MapPost("/answer", Heard).Needs(EntrustmentPermissions.Report);
        one.MapPost("/link/{to}", MakeLink).Needs(EntrustmentPermissions.Report).Produces<LinkGiven>(StatusCodes.Status201Created);
        one.MapPost("/link/withdraw", WithdrawLinks).Needs(EntrustmentPermissions.Report);
        api.MapGet("/harm-reports", List).Needs(EntrustmentPermissions.Answer);
        api.MapGet("/harm-reports/{reportId:guid}", Read).Needs(EntrustmentPermissions.Answer);
        api.MapPost("/harm-reports/{reportId:guid}/answer", Answer).Needs(EntrustmentPermissions.Answer);
        return api;
    }

    /// <summary>Records a receiver's answer that came on paper or by telephone, with its proof.</summary>
    public static Task<Outcome<EntrustmentRecorded>> Heard(string code, Guid personId, Guid reportId, NewHarmAnswer body, Act act) =>
        Refused<EntrustmentRecorded>(NewHarmAnswer.Faults(body, own: false))
        ?? EntrustmentActEndpoints.Do(
            act,
            EntrustmentPermissions.Report,
            code,
            personId,
            async _ =>
            {
                var words = await act.SealText(personId, body.Words);
                return by => new AnswerReport(
                    new(reportId),
                    body.To!.Value,
                    body.Decision,
                    words,
                    body.Proof,
                    HarmAnsweredBy.Paper,
                    by,
                    act.Now
                );
            },
            proof: body.Proof
        );

    /// <summary>Makes a link and a code by which a receiver answers. An earlier link of theirs opens no more.</summary>
    public static async Task<Outcome<LinkGiven>> MakeLink(string code, Guid personId, Guid reportId, string to, Act act)
    {
        var (report, problem) = Find(code, personId, reportId, act);
        if (report is null)
            return problem;
        if (Named(to) is not { } receiver)
            return Problem.NotFound;
        return report.Receiver(receiver) is null
            ? Problem.Of(Entrustment.NotAReceiver)
            : await LinkMaking.Make(act, EntrustmentPermissions.Report, report.Place, ReceiverKnown.PurposeOf(receiver), reportId);
    }

    /// <summary>Withdraws all links of a report: they open nothing any more.</summary>
    public static async Task<Outcome<Recorded>> WithdrawLinks(string code, Guid personId, Guid reportId, Act act) =>
        Find(code, personId, reportId, act) is ({ } report, _)
            ? await LinkMaking.Withdraw(act, EntrustmentPermissions.Report, report.Place, reportId)
            : Find(code, personId, reportId, act).Problem;

    /// <summary>The reports made to civil affairs of the asker: unanswered ones first, then the newest.</summary>
    public static Outcome<HarmReports> List(Act act)
    {
        var known = act.Use<Folding>().Now;
        return new Outcome<HarmReports>(
            new(
                [
                    .. known
                        .Of<EntrustmentsKnown>(act.Asked.Realm)
                        .Reports.Values.Where(one => one.ExistsFor(act.Asked))
                        .OrderBy(one => one.Receiver(ReportTo.CivilAffairs)!.Before(one.At) ?? DateTimeOffset.MaxValue)
                        .ThenByDescending(one => one.At)
                        .Select(one => Row(known, act.Asked, one)),
                ],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>A report as civil affairs see it. The access is recorded before the answer leaves.</summary>
    public static async Task<Outcome<HarmReportCard>> Read(Guid reportId, Act act)
    {
        var (report, known) = await act.Use<Finder<ReportKnown>>().Find(act.Asked, reportId, act.Stop);
        if (report is null)
            return Problem.NotFound;
        var (access, sent) = await act.Use<Recording>()
            .Write(
                act.Asked,
                EntrustmentPermissions.Answer,
                report.Place,
                byTask: false,
                new(AccessPurpose.Care, null, report.Community, [report.Person], Code: ReasonCode.Care),
                act.Stop
            );
        if (!sent.Accepted)
            return sent.With<HarmReportCard>(null!);
        var told = await act.Use<EntrustmentHistory>().Of(act.Asked.Realm, report.Community, report.Person, known, act.Stop);
        var person = Child(known, act.Asked.Realm, report);
        return new Outcome<HarmReportCard>(
            new(
                access.ToString(),
                Row(known, act.Asked, report),
                person is null ? null : ResidentsQuery.DoorOf(person),
                told.Reports.TryGetValue(report.Id, out var words) ? Shown(known, act.Asked, words, told) : null,
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>Records that civil affairs have the report, or their decision.</summary>
    public static async Task<Outcome<Recorded>> Answer(Guid reportId, NewHarmAnswer body, Act act)
    {
        if (NewHarmAnswer.Faults(body, own: true) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var (report, _) = await act.Use<Finder<ReportKnown>>().Find(act.Asked, reportId, act.Stop);
        if (report is null)
            return Problem.NotFound;
        var words = await act.SealText(report.Person.Value, body.Words);
        var sent = await act.Send(
            EntrustmentPermissions.Answer,
            report.Place,
            Entities.Entrustment(act.Asked.Realm, report.Community, report.Person),
            by => new AnswerReport(report.Id, ReportTo.CivilAffairs, body.Decision, words, null, HarmAnsweredBy.Account, by, act.Now)
        );
        return sent.With(new Recorded(reportId, sent.Position.Value));
    }

    /// <summary>A report with the progress of its receivers.</summary>
    internal static HarmReportShown Shown(Known known, Asked asked, HarmReportShown report, EntrustmentTold told)
    {
        var (stands, links) = (
            known.Of<EntrustmentsKnown>(asked.Realm).Reports.GetValueOrDefault(report.Id),
            known.Of<LinksKnown>(asked.Realm)
        );
        return report with
        {
            Receivers =
            [
                .. (stands?.Receivers ?? []).Select(one => new HarmReceiverShown(
                    one.To,
                    one.Before(report.At),
                    one.ReceivedAt,
                    one.DecidedAt,
                    one.Decision,
                    one.Way,
                    told.Heard.GetValueOrDefault((report.Id, one.To)),
                    one.Proof,
                    LinkStood.Of(links.Of(report.Id.Value, one.Purpose))
                )),
            ],
        };
    }

    internal static string NoOf(ReportKnown report) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"报 {Shanghai.Day(report.At).Year}-{report.Id.Value.ToString("N")[^4..].ToUpperInvariant()}"
        );

    internal static PersonKnown? Child(Known known, string realm, ReportKnown report) =>
        known.Of<ResidentsKnown>(realm).Persons.GetValueOrDefault(report.Person) is { Erased: false } person ? person : null;

    /// <summary>The receiver that a path names; null where there is none.</summary>
    private static ReportTo? Named(string to) =>
        Enum.GetValues<ReportTo>()
            .Cast<ReportTo?>()
            .FirstOrDefault(one => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(one!.Value.ToString()) == to);

    private static HarmReportRow Row(Known known, Asked asked, ReportKnown report)
    {
        var own = report.Receiver(ReportTo.CivilAffairs)!;
        var person = Child(known, asked.Realm, report);
        return new(
            report.Id,
            NoOf(report),
            report.Community,
            known.Of<PlacesKnown>(asked.Realm).Name(report.Community),
            person is null ? null : ResidentsQuery.AgeOfChild(person, Shanghai.Day(asked.Now)),
            report.At,
            report.PoliceFirst,
            own.Before(report.At),
            own.ReceivedAt,
            own.Decision
        );
    }

    private static (ReportKnown? Report, Problem Problem) Find(string code, Guid personId, Guid reportId, Act act)
    {
        if (!Divisions.IsCommunity(code))
            return (null, Problem.NotFound);
        if (act.Asked.Allow(EntrustmentPermissions.Report, new Place(code)).Problem is { } problem)
            return (null, problem);
        var report = act.Use<Folding>().Now.Of<EntrustmentsKnown>(act.Asked.Realm).Reports.GetValueOrDefault(new(reportId));
        return report is { } one && one.Community == code && one.Person.Value == personId
            ? (one, Problem.NotFound)
            : (null, Problem.Of(Entrustment.UnknownReport));
    }
}
