using System.Collections.Concurrent;
using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Infrastructure.Broadcast;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.PositionSharing;

/// <summary>
/// Position of somebody with a task. <paramref name="Accuracy"/> in metres; the task's incident and community decide who may see it.
/// </summary>
internal sealed record Standing(
    string Realm,
    AccountId Account,
    MemberId? Member,
    IncidentId Incident,
    string Community,
    GeoPoint Point,
    double? Accuracy,
    DateTimeOffset At,
    TeamRole? Role = null
);

/// <summary>
/// The last position of each account, in memory only and only while it holds a task: none is an event of the journal. Forgotten when the
/// task ends, or after 10 minutes.
/// </summary>
internal sealed class Positions(Outlet outlet)
{
    public const string View = "position";
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(string Realm, AccountId Account), (Standing Standing, bool Here)> _all = new();

    public IEnumerable<Standing> All => _all.Values.Select(one => one.Standing);

    /// <summary>Positions that were sent to this node.</summary>
    public IEnumerable<Standing> Here => _all.Values.Where(one => one.Here).Select(one => one.Standing);

    /// <summary>The task in hand that lets an account share its position; null where it has none.</summary>
    public static (IncidentKnown Incident, IncidentTask Task)? InHand(IncidentsKnown known, AccountId account)
    {
        foreach (var key in known.Alerted.ByHolder.GetValueOrDefault(account, []))
            if (
                known.Find(key.Incident) is { Running: true } incident
                && incident.State.Tasks.GetValueOrDefault(key.Task) is { State: TaskState.Taken or TaskState.Arrived } task
            )
                return (incident, task);
        return null;
    }

    /// <summary>Takes a newer position in; one older than the known one changes nothing.</summary>
    /// <param name="here">True when the account itself sent it to this node, false when another node passed it on.</param>
    public void Tell(Standing standing, bool here)
    {
        var (newest, _) = _all.AddOrUpdate(
            (standing.Realm, standing.Account),
            (standing, here),
            (_, known) => known.Standing.At >= standing.At ? known : (standing, here)
        );
        if (ReferenceEquals(newest, standing))
            outlet.Pass(Changes(standing, Light(standing)));
    }

    /// <summary>Forgets accounts that have no task any more, or have sent nothing for long.</summary>
    public void Forget(Known known, Func<string, DateTimeOffset> now)
    {
        foreach (var pair in _all)
        {
            var standing = pair.Value.Standing;
            if (
                now(standing.Realm) - standing.At <= Longest
                && known.TryOf<IncidentsKnown>(standing.Realm) is { } incidents
                && InHand(incidents, standing.Account) is { } hand
                && hand.Incident.Id == standing.Incident
            )
                continue;
            if (_all.TryRemove(pair))
                outlet.Pass(Changes(standing, null));
        }
    }

    /// <summary>Audience: the incident, and the task's community with all divisions above it.</summary>
    private static IReadOnlyList<Audience> To(Standing standing) =>
        [Audience.Only(Group.Incident(standing.Realm, standing.Incident)), Audience.Division(standing.Realm, standing.Community)];

    private static IReadOnlyList<Change> Changes(Standing standing, StandingLight? light) =>
        [.. To(standing).SelectMany(audience => audience.Groups).Select(group => new Change(group, View, standing.Account.Key, light))];

    /// <summary>Shows a newly joined group its positions.</summary>
    public void Show(Group group, Changes changes)
    {
        foreach (var standing in All.Where(standing => To(standing).Any(audience => audience.Holds(group))))
            changes.To(group, View, standing.Account.Key, Light(standing));
    }

    private static StandingLight Light(Standing standing) =>
        new(standing.Member, standing.Incident, standing.Community, standing.Point, standing.Accuracy, standing.At, standing.Role);
}
