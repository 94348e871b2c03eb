using Emergency.Engine.Entities;
using Emergency.Engine.Storage;

namespace Emergency.Engine.Actors;

/// <summary>With what an entity begins that neither starts empty nor from a snapshot.</summary>
internal static class Beginning
{
    /// <summary>The entity as it was after its own event <paramref name="upTo"/>, 0 for before the first: of a fork, that is as the other realm's was before the fork. Throws where its past cannot be read or folded.</summary>
    public static Task<EntityCore> Of(EntityId id, long upTo, Surroundings around) => Folded(id, row => row.Sequence <= upTo, around);

    private static async Task<EntityCore> Folded(EntityId id, Func<Row, bool> isPast, Surroundings around)
    {
        var begin = around.Settings.Forks(id.Realm) is { } fork
            ? (await Folded(id with { Realm = fork.From }, row => row.Ordering < fork.At.Value, around)).State
            : null;
        var core = new EntityCore(id, around.Deciders[id.Kind], around.Forms, begin);
        await foreach (var row in around.Database.Journal.ReadStream(id.ToString(), 0, CancellationToken.None))
        {
            if (!isPast(row))
                break;
            core.Fold(row.Ordering, row.Sequence, row.Form, row.Message);
        }
        return core;
    }
}
