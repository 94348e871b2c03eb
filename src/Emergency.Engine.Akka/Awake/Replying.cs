using Akka.Actor;

namespace Emergency.Engine.Akka.Awake;

/// <summary>What is still to be found out before an entity's reply may go.</summary>
internal static class Replying
{
    /// <summary>The journal does not say where it stored: the position is read from the row, for many replies at once.</summary>
    public static async Task Placed(Reply reply, string stream, IActorRef to, Surroundings around)
    {
#pragma warning disable CA1031 // The database is away: the sender asks again, and the entity remembers the command.
        try
        {
            if (reply is Reply.Accepted { Sequence: > 0 } accepted)
                reply = accepted with { Position = new(await around.Positions.Of(stream, accepted.Sequence)) };
            to.Tell(new Answer(reply));
        }
        catch (Exception e)
        {
            to.Tell(new Again(e.Message));
        }
#pragma warning restore CA1031
    }

    /// <summary>A refusal holds only on the newest state: where others may write too, the stream is asked first.</summary>
    public static async Task IfNewest(Reply reply, string stream, long known, IActorRef to, IActorRef entity, Surroundings around)
    {
#pragma warning disable CA1031 // As above.
        try
        {
            var newest = around.Database.Journal.Alone
                ? known
                : await around.Database.Journal.HighestSequence(stream, CancellationToken.None);
            if (newest <= known)
            {
                await Placed(reply, stream, to, around);
                return;
            }
            entity.Tell(new Seen(newest), ActorRefs.NoSender);
            to.Tell(new Again("another node was first"));
        }
        catch (Exception e)
        {
            to.Tell(new Again(e.Message));
        }
#pragma warning restore CA1031
    }
}
