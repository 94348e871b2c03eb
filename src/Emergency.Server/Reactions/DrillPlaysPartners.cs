using Emergency.Domain.Handovers;
using Emergency.Domain.Orders;
using Emergency.Engine;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Reactions;

/// <summary>In a drill nothing leaves the house: a hotline's answer and the ring of a telephone are played here. A hand-over is taken at once; a call rings, and who is called must answer it.</summary>
public sealed class DrillPlaysPartners : IReaction
{
    private const int Delivered = 0, Accepted = 1, Rings = 2;

    public string Name => "drill-plays-partners";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened.Entity.Realm == Entities.Live) yield break;
        switch (happened.Event)
        {
            case HandoverQueued { Facts.Hotline: { } hotline } e:
                yield return new(happened.Entity, new MarkDelivered(e.At), Delivered);
                yield return new(happened.Entity, new AcceptHandover(hotline, null, e.At, e.At), Accepted);
                break;
            case CallAsked e:
                yield return new(happened.Entity, new MarkCallPlaced(e.Receiver, e.Attempt, null, e.At), Rings);
                break;
        }
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("it was taken back, or the drill went on without it");
}
