using Emergency.Domain.Calls;
using Emergency.Domain.Drills;
using Emergency.Domain.Handovers;
using Emergency.Engine;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Plays partners in a drill, where nothing leaves the house: a hotline's answer and the ring of a telephone. A hand-over is accepted at
/// once, or if an inject has broken the line, when it is back; a call rings, and the called person must answer it.
/// </summary>
internal sealed class DrillPlaysPartners : IReaction
{
    private const int Delivered = 0,
        Accepted = 1,
        Rings = 2;

    public string Name => "drill-plays-partners";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        if (happened.Event is OutageEnded back)
            foreach (var late in Late(happened, back, known))
                yield return late;
        if (happened.Entity.Realm == Entities.Live)
            yield break;
        switch (happened.Event)
        {
            case HandoverQueued { Facts.Hotline: { } hotline }
                when known.Of<DrillsKnown>().OfRealm(happened.Entity.Realm)?.State.LineDown(hotline) == true:
                break;
            case HandoverQueued { Facts.Hotline: { } hotline } e:
                yield return new(happened.Entity, new MarkDelivered(e.At), Delivered);
                yield return new(happened.Entity, new AcceptHandover(hotline, null, e.At, e.At), Accepted);
                break;
            case RingAsked e:
                yield return new(happened.Entity, new PlaceRing(e.Attempt, null, e.At), Rings);
                break;
        }
    }

    /// <summary>
    /// Hand-overs that waited for the line, in any order. Ordinals derive from the hand-over's id, so that a second run, which may find
    /// fewer, sends the same for each.
    /// </summary>
    private static IEnumerable<Reacted> Late(Happened happened, OutageEnded back, Known known)
    {
        if (
            known.Of<DrillsKnown>().Find(new(Guid.Parse(happened.Entity.Key))) is not { } drill
            || drill.State.Outages.GetValueOrDefault(back.Inject)?.Line is not { } line
        )
            yield break;
        var handovers = known.Of<HandoversKnown>(drill.Realm);
        foreach (
            var one in handovers.Waiting.Select(handovers.Find).Where(one => one!.Facts.Hotline == line && one.OfferedAt >= drill.Started)
        )
        {
            var (to, ordinal) = (
                Entities.Handover(drill.Realm, one!.Id),
                (BitConverter.ToInt32(one.Id.Value.ToByteArray(), 12) & 0x3FFFFFFF) * 2
            );
            yield return new(to, new MarkDelivered(back.RealmAt), ordinal + Delivered);
            yield return new(to, new AcceptHandover(line, null, back.RealmAt, back.RealmAt), ordinal + Accepted);
        }
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("it was taken back, or the drill went on without it");
}
