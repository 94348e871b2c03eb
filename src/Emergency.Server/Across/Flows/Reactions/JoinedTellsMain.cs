using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Passes the reports of a joined incident, earlier and later ones, to the main one until they are split. A main incident that takes no
/// more, because its scene has ended or it is joined itself, returns the joined one, which then stands on the board by itself.
/// </summary>
internal sealed class JoinedTellsMain : IReaction
{
    private const int Tell = 0,
        Back = 1;

    public string Name => "joined-tells-main";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is IncidentSplit split)
            return
            [
                new(Entities.Incident(happened.Entity.Realm, split.Main), new GiveBackIncident(Id(happened), split.By, split.At), Tell),
            ];
        if (
            Told(happened.Event) is not { } by
            || known.Of<IncidentsKnown>(happened.Entity.Realm).Find(Id(happened)) is not { State: { Joined: { } joined } state }
        )
            return [];
        var reports = ListOf.From(state.Reports.Values.OrderBy(report => report.At).ThenBy(report => report.Id.Value));
        return
        [
            new(
                Entities.Incident(happened.Entity.Realm, joined.Main),
                new TakeInIncident(Id(happened), state.Priority, reports, by, happened.Meta.At),
                Tell
            ),
        ];
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        reacted.Command is TakeInIncident c
            ? Otherwise.Send(new Reacted(happened.Entity, new SplitIncident(c.By, c.At), Back))
            : Otherwise.Done("the main incident keeps what it was told, or the joined one has ended");

    private static By? Told(object happened) =>
        happened switch
        {
            IncidentJoined e => e.By,
            ReportAdded e => e.By,
            ReportsWithdrawn e => new By(new($"hotline:{e.Case.Hotline}"), Role.Partner),
            _ => null,
        };

    private static IncidentId Id(Happened happened) => new(Guid.Parse(happened.Entity.Key));
}
