using Emergency.Engine.Entities;
using Emergency.Engine.Own;

namespace Emergency.Engine.Akka.Awake;

/// <summary>With what an entity of a fork begins.</summary>
internal static class Beginning
{
    /// <summary>The state of the entity that this one is a fork of, before the fork. Throws where its past cannot be read or folded.</summary>
    public static async Task<object> Of(EntityId fork, Fork of, Surroundings around, IReading reading)
    {
        var origin = fork with { Realm = of.From };
        var begin = around.Settings.Forks(origin.Realm) is { } deeper ? await Of(origin, deeper, around, reading) : null;
        var core = new EntityCore(origin, around.Deciders[origin.Kind], around.Forms, begin);
        await foreach (var row in reading.ReadStream(origin.ToString(), 0, CancellationToken.None))
        {
            if (row.Ordering >= of.At.Value)
                break;
            core.Fold(row.Ordering, row.Sequence, row.Form, row.Message);
        }
        return core.State;
    }
}
