using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Handovers;
using Emergency.Domain.Incidents;
using Emergency.Domain.Orders;
using Emergency.Domain.Places;
using Emergency.Domain.Responses;
using Emergency.Domain.TemporaryCare;
using Emergency.Engine;
using Emergency.Server.Across.Closing;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;
using ResponseLevel = Emergency.Domain.Responses.ResponseLevel;

namespace Emergency.Server.Tests.Incidents;

/// <summary>
/// Incidents folded one event after the other, with everything that belongs to them and the askers; and the plain way to find candidates
/// for joining: everything compared with everything.
/// </summary>
internal sealed class NeighbourWorld(Settings settings)
{
    public const string County = "411502",
        Street = County + "001",
        Community = Street + "001";
    public static readonly DateTimeOffset Start = new(2026, 7, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly By Duty = new(new("duty"), Role.CountyDuty);
    private readonly IncidentsView _view = new(settings);
    private readonly Dictionary<IncidentId, int> _others = [];
    private long _position;

    public IncidentsKnown Known { get; private set; } = IncidentsKnown.None;

    public IReadOnlyList<Change> Happens(EntityId entity, Event happened)
    {
        var changes = new Changes();
        Known = (IncidentsKnown)
            ((IView)_view).Fold(
                Known,
                new Happened(new(++_position), entity, _position, "", new(Guid.Empty, "", "", "", "", null, Start, null), happened),
                changes
            );
        return [.. changes.All];
    }

    public IReadOnlyList<Change> Happens(IncidentId incident, IncidentEvent happened) =>
        Happens(Entities.Incident(Entities.Live, incident), happened);

    public (IncidentId Id, IReadOnlyList<Change> Changes) Opened(
        Category kind,
        double minutes,
        GeoPoint? point,
        string? community,
        string county = County
    )
    {
        var id = new IncidentId(Guid.CreateVersion7());
        return (
            id,
            Happens(
                id,
                new IncidentOpened(
                    county,
                    community,
                    null,
                    kind,
                    Priority.Life,
                    point is null ? null : At(point),
                    null,
                    new(Guid.Empty),
                    null,
                    null,
                    Start,
                    new("s"),
                    Duty,
                    Start.AddMinutes(minutes)
                )
            )
        );
    }

    public static Located At(GeoPoint point) => new(point, Domain.Places.Datum.Wgs84, point);

    public IReadOnlyList<Change> Placed(IncidentId id, GeoPoint point, string? community) =>
        Happens(id, new LocationVerified(At(point), County, community, null, Duty, Start));

    public IReadOnlyList<Change> Drawn(IncidentId id) =>
        Happens(id, new ImpactDrawn(new Area.Circle(new(114, 32), 100), [Community], [], 1, Duty, Start));

    public IReadOnlyList<Change> Contained(IncidentId id) => Happens(id, new IncidentContained(Duty, Start));

    public IReadOnlyList<Change> Graded(IncidentId id) => Happens(id, new IncidentGraded(Grade.Larger, Duty, Start));

    public IReadOnlyList<Change> Ended(IncidentId id) => Happens(id, new SceneEnded(_position, Duty, Start));

    public IReadOnlyList<Change> Withdrawn(IncidentId id) => Happens(id, new IncidentWithdrawn(new("s"), Duty, Start));

    public IReadOnlyList<Change> Joined(IncidentId id, IncidentId main)
    {
        var changes = Happens(main, new IncidentTakenIn(id, null, [], Duty, Start));
        return [.. changes, .. Happens(id, new IncidentJoined(main, _position, Duty, Start))];
    }

    public IReadOnlyList<Change> Split(IncidentId id)
    {
        var main = Known.Find(id)!.State.Joined!.Main;
        return [.. Happens(id, new IncidentSplit(main, Duty, Start)), .. Happens(main, new IncidentGivenBack(id, Duty, Start))];
    }

    public IReadOnlyList<Change> Offered(IncidentId id) =>
        Other(
            id,
            1,
            Entities.Handover(Entities.Live, new(Guid.CreateVersion7())),
            new HandoverQueued(new(id, HandoverKind.Ambulance, "120", County, [], null, null, new("s"), Start, false), null, Duty, Start)
        );

    public IReadOnlyList<Change> Ordered(IncidentId id) =>
        Other(
            id,
            1,
            Entities.Order(Entities.Live, new(Guid.CreateVersion7())),
            new OrderIssued(
                new(IssuerKind.Government, id, null, false, new("s"), null, 0, 0),
                new(default, null, null, []),
                _position,
                Duty,
                Start
            )
        );

    public IReadOnlyList<Change> Cared(IncidentId id) =>
        Other(
            id,
            1,
            Entities.Care(Entities.Live, new(Guid.CreateVersion7())),
            new CareOpened(new(Guid.CreateVersion7()), Community, null, id, false, null, Duty, Start)
        );

    public (ResponseId Id, IReadOnlyList<Change> Changes) Responded(IncidentId id)
    {
        var response = new ResponseId(Guid.CreateVersion7());
        return (
            response,
            Other(
                id,
                1,
                Entities.Response(Entities.Live, response),
                new ResponseStarted(new(County, default(ResponseLevel), id, Start, new("s")), Duty, Start)
            )
        );
    }

    public IReadOnlyList<Change> Terminated(IncidentId id, ResponseId response) =>
        Other(id, -1, Entities.Response(Entities.Live, response), new ResponseTerminated(Duty, Start));

    public IReadOnlyList<Change> Desk(string name, string? division)
    {
        var entity = Entities.Account(new(name));
        return Happens(
            entity,
            division is null
                ? new AccountClosed(Duty, Start)
                : new AccountAdded(new("s"), name, [new(Role.CountyDuty, new(division))], null, Duty, Start)
        );
    }

    private IReadOnlyList<Change> Other(IncidentId id, int by, EntityId entity, Event happened)
    {
        _others[id] = _others.GetValueOrDefault(id) + by;
        return Happens(entity, happened);
    }

    public static Asked By(Role role, string division) =>
        new(new($"{role} {division}"), [new(role, new(division))], null, Entities.Live, Start, Guid.Empty, "", null);

    /// <summary>The server's answer.</summary>
    public IReadOnlyList<JoinCandidate> Answer(Asked asked) => new Joinable(Known, asked, JoinReach.Of(settings)).Items();

    /// <summary>
    /// The same answer by comparing everything: the first 50 of all running incidents, the newest first, that have one to be joined to.
    /// </summary>
    public IReadOnlyList<JoinCandidate> Plain(Asked asked)
    {
        var running = Known
            .All.Values.Where(one =>
                one.Running && asked.Allow(IncidentPermissions.Join, one.Answering(asked, IncidentPermissions.Join)).Problem is null
            )
            .OrderByDescending(one => one.OpenedAt)
            .ToList();
        return [.. running.Select(one => Plain(one, running)).OfType<JoinCandidate>().Take(50)];
    }

    private JoinCandidate? Plain(IncidentKnown one, List<IncidentKnown> running)
    {
        if (!IsFree(one))
            return null;
        var alike = running
            .Where(other =>
                other.Id != one.Id
                && other.State.Category == one.State.Category
                && InTime(one, other)
                && (!IsFree(other) || other.OpenedAt < one.OpenedAt)
            )
            .OrderBy(IsFree)
            .ThenBy(other => other.OpenedAt)
            .ToList();
        var main = alike.Find(other =>
            Apart(one, other) is { } metres
                ? metres <= settings.JoinMetres
                : other.State.Community is { } community && community == one.State.Community
        );
        if (main is not null)
            return new(one.Id, main.Id, Known.Number(main), Apart(one, main) is { } apart ? (int)apart : null);
        return alike.Count > 0 && one.State is { Location: null, Community: null } ? new(one.Id, null, null, null) : null;
    }

    private bool IsFree(IncidentKnown one) => !JoinRules.WorkBegun(one.State) && _others.GetValueOrDefault(one.Id) == 0;

    private bool InTime(IncidentKnown one, IncidentKnown other) =>
        (one.State.OpenedAt!.Value - other.State.OpenedAt!.Value).Duration() <= TimeSpan.FromMinutes(settings.JoinMinutes);

    private static double? Apart(IncidentKnown one, IncidentKnown other) =>
        one.State.Location is { } here && other.State.Location is { } there
            ? Features.Places.Shapes.Earth.Distance(Features.Places.Ground.At(here.Point), Features.Places.Ground.At(there.Point))
            : null;
}
