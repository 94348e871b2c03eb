using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// The scene has ended, so its door checks close. A door that was opened again after the look refuses that, and opens the scene again with
/// all its doors: nobody is left behind a closed list.
/// </summary>
internal sealed class SceneClosesDoors : IReaction
{
    private const int Again = 10_000;

    public string Name => "scene-closes-doors";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is not (SceneEnded or SceneReopened))
            return [];
        var (realm, incident) = (happened.Entity.Realm, new Domain.IncidentId(Guid.Parse(happened.Entity.Key)));
        return known
            .Of<DoorsKnown>(realm)
            .In(incident)
            .Select(
                (community, i) =>
                    new Reacted(
                        Entities.Doors(realm, incident, community),
                        happened.Event is SceneEnded e ? new CloseDoors(e.At) : new ReopenDoors(((SceneReopened)happened.Event).At),
                        i
                    )
            );
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem)
    {
        return problem.Code == Doors.Unsettled.Text && happened.Event is SceneEnded e
            ? Otherwise.Send(new Reacted(happened.Entity, new ReopenScene(reacted.To.Key.Split('.')[1], e.At), reacted.Ordinal + Again))
            : Otherwise.Done("the door check is not there, or the incident was archived meanwhile");
    }
}
