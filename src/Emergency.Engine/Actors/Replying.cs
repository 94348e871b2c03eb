using Akka.Actor;

namespace Emergency.Engine.Actors;

/// <summary>Finds out what an entity's reply still waits for. The result goes to whoever asked; where the database is away that is <see cref="Again"/>: the entity remembers the command.</summary>
internal static class Replying
{
    /// <summary>A position that the entity does not know, because it has only read the row, is looked up, for many replies at once.</summary>
    public static void Placed(Reply reply, string stream, IActorRef to, Surroundings around)
    {
        if (Unplaced(reply) is null)
            to.Tell(new Answer(reply));
        else
            Pipe(WithPosition(reply, stream, around), to);
    }

    /// <summary>A refusal holds only on the newest state: where others may write too, the stream is asked first.</summary>
    public static void IfNewest(Reply reply, string stream, long known, IActorRef to, IActorRef entity, Surroundings around) =>
        Pipe(OnNewest(reply, stream, known, entity, around), to);

    private static void Pipe(Task<object> found, IActorRef to) => _ = found.PipeTo(to, failure: static why => new Again(why.Message));

    private static async Task<object> WithPosition(Reply reply, string stream, Surroundings around) =>
        new Answer(
            Unplaced(reply) is { } accepted ? accepted with { Position = new(await around.Positions.Of(stream, accepted.Sequence)) } : reply
        );

    private static Reply.Accepted? Unplaced(Reply reply) =>
        reply is Reply.Accepted { Sequence: > 0, Position.Value: 0 } accepted ? accepted : null;

    private static async Task<object> OnNewest(Reply reply, string stream, long known, IActorRef entity, Surroundings around)
    {
        var newest = around.Database.Journal.Alone ? known : await around.Database.Journal.HighestSequence(stream, CancellationToken.None);
        if (newest <= known)
            return await WithPosition(reply, stream, around);
        entity.Tell(new Seen(newest), ActorRefs.NoSender);
        return Again.OtherWasFirst;
    }
}
