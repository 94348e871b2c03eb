namespace Emergency.Engine.Actors;

/// <summary>A kind of entity whose actor has a class of its own. Rules without one are played by <see cref="EntityActor"/> itself.</summary>
public interface IEntityKind : IDecider
{
    /// <summary>The class: it derives from <see cref="EntityActor"/> and has a constructor of a <see cref="Seat"/>.</summary>
    Type Actor { get; }

    /// <summary>After so long unused an entity of this kind goes to rest; null for the time of the settings. An operator's cluster.json goes before it.</summary>
    TimeSpan? RestsAfter => null;

    /// <summary>After so many events an entity is first kept as a snapshot, and again whenever its stream has grown by half.</summary>
    int SnapshotsFrom => UsualSnapshots;

    /// <summary>500: reading as many events on waking takes a few milliseconds.</summary>
    public const int UsualSnapshots = 500;
}
