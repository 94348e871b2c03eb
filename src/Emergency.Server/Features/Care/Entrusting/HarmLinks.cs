using Emergency.Domain;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Links;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Entrusting;

/// <summary>
/// Lets one receiver of reports without an account answer by a link. The link shows number, door and age, but no name
/// and no word of the report: these stand on the paper sent with it.
/// </summary>
internal sealed class HarmLinks(ReportTo to, Folding folding, ISealing sealing, Sending sending, Clock clock) : ILinked
{
    private static readonly LinkAct[] All = [LinkAct.Accept, LinkAct.TakeUp, LinkAct.PassOn, LinkAct.Unfounded, LinkAct.Decline];

    public LinkPurpose Purpose { get; } = ReceiverKnown.PurposeOf(to);

    public Permission Makes => EntrustmentPermissions.Report;

    public IReadOnlyList<LinkAct> Acts => All;

    public bool Ends(LinkAct act) => act != LinkAct.Accept;

    public LinkContent? Show(LinkKnown link, Known known, DateTimeOffset now)
    {
        if (Report(link, known) is not { } report || report.Receiver(to) is not { } receiver)
            return null;
        var person = HarmReportEndpoints.Child(known, Entities.Live, report);
        var door = person is null ? null : ResidentsQuery.DoorOf(person);
        return new(
            Purpose,
            known.Of<PlacesKnown>(Entities.Live).Of(report.Community)?.Name ?? report.Community,
            HarmReportEndpoints.NoOf(report),
            link.State.Until,
            true,
            person is null ? null : ResidentsQuery.AgeOfChild(person, Shanghai.Day(now)),
            System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(to.ToString()),
            door is null ? null : string.Join(' ', new[] { door.Building, door.Unit, door.Room }.Where(part => part is { Length: > 0 })),
            report.At,
            [],
            known
                .Of<TeamsKnown>(Entities.Live)
                .Of(report.Community)
                .Members.Values.Where(member => member.Facts.Is(TeamRole.ChildDirector) || member.Facts.Is(TeamRole.Secretary))
                .OrderByDescending(member => member.Facts.Is(TeamRole.ChildDirector))
                .SelectMany(member => member.Contact?.Phones ?? [])
                .FirstOrDefault(),
            receiver.ReceivedAt is not null,
            [.. All.Where(act => act != LinkAct.Accept || receiver.ReceivedAt is null)]
        );
    }

    public async ValueTask<Sent> Do(LinkKnown link, LinkAct act, string? words, DateTimeOffset now, CancellationToken stop)
    {
        if (Report(link, folding.Now) is not { } report)
            return new Sent(Position.Start, Problem.Of(Link.Withdrawn));
        var person = report.Person.Value;
        await sealing.Ensure([person], stop);
        var text = string.IsNullOrWhiteSpace(words) ? (Sealed?)null : sealing.Seal(person, new FreeText(words.Trim()));
        HarmDecision? decision = act switch
        {
            LinkAct.TakeUp => HarmDecision.TakenUp,
            LinkAct.PassOn => HarmDecision.PassedOn,
            LinkAct.Unfounded => HarmDecision.Unfounded,
            LinkAct.Decline => HarmDecision.Declined,
            _ => null,
        };
        return await sending.Send(
            "link",
            Entities.Entrustment(Entities.Live, report.Community, report.Person),
            new AnswerReport(report.Id, to, decision, text, null, HarmAnsweredBy.Link, null, now),
            clock.NewId(),
            "",
            now,
            stop: stop
        );
    }

    private static ReportKnown? Report(LinkKnown link, Known known) =>
        known.Of<EntrustmentsKnown>(Entities.Live).Reports.GetValueOrDefault(new(link.State.Thing));
}
