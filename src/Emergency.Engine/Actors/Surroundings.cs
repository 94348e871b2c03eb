using Akka.Actor;
using Akka.Actor.Setup;
using Emergency.Engine.Journal;
using Emergency.Engine.Settings;
using Emergency.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Actors;

/// <summary>All that the parts of one node have in common. Actors find it in the settings of their system.</summary>
internal sealed class Surroundings(
    IDatabase database,
    INotes notes,
    EngineSettings settings,
    ClusterFile file,
    IEnumerable<IDecider> deciders,
    IForms forms,
    TimeProvider clock,
    string node,
    byte[] key,
    ILogger log
) : Setup
{
    public IDatabase Database => database;

    /// <summary>Asked before each write of an entity and told after it.</summary>
    public IBeside Beside => database.Beside;

    /// <summary>The notes of <see cref="Database"/>, as they may be written beside the journal.</summary>
    public INotes Notes => notes;
    public EngineSettings Settings => settings;
    public ClusterFile File => file;
    public IReadOnlyDictionary<string, IDecider> Deciders { get; } = deciders.ToDictionary(decider => decider.Kind, StringComparer.Ordinal);
    public IForms Forms => forms;
    public TimeProvider Clock => clock;

    /// <summary>The name under which this node is known to the others, the same after each restart on the same folder.</summary>
    public string Node => node;

    /// <summary>The secret that all nodes hold; empty where a node is alone.</summary>
    public byte[] Key => key;
    public ILogger Log => log;
    public Load Load { get; } = new(settings);
    public Rounds Rounds { get; } =
        new(
            file.Kinds.Values.Select(kind => kind.IdleOr(settings.Idle))
                .Concat(deciders.OfType<IEntityKind>().Select(kind => kind.RestsAfter ?? settings.Idle))
                .Append(settings.Idle)
                .Min(),
            clock
        );
    public Drawn Drawn { get; } = new((IPlaces)database.Journal, settings.Postgres);
    public Positions Positions { get; } = new((IPlaces)database.Journal, log);

    /// <summary>After so long unused an entity of this kind is put to sleep.</summary>
    public TimeSpan IdleOf(string kind) => file.Of(kind).IdleOr((Deciders[kind] as IEntityKind)?.RestsAfter ?? settings.Idle);

    /// <summary>After so many events an entity of this kind is first kept as a snapshot.</summary>
    public int SnapshotsFrom(string kind) => (Deciders[kind] as IEntityKind)?.SnapshotsFrom ?? IEntityKind.UsualSnapshots;

    /// <summary>The actor of a stream of this kind.</summary>
    public Props ActorOf(string kind, string stream) =>
        Props.Create((Deciders[kind] as IEntityKind)?.Actor ?? typeof(EntityActor), new Seat(stream, this));

    public static Surroundings Of(ActorSystem system) => system.Settings.Setup.Get<Surroundings>().Value;
}
