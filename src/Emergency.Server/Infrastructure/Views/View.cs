using Emergency.Engine;
using Emergency.Server.Infrastructure.Checkpoints;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>A fold of the feed into immutable state, one state per realm. <see cref="Fold"/> returns a new state (or the same, where the event means nothing here) and never changes the old one: readers hold it without a lock.</summary>
internal interface IView
{
    string Name { get; }

    /// <summary>The type of its state, by which it is asked for.</summary>
    Type State { get; }
    object Empty { get; }

    /// <summary>Names what made the state: the fold, and the shape of what it holds. A checkpoint of another version is not read.</summary>
    string Version { get; }

    /// <summary>Names what made the state, as <see cref="Version"/> does, for one build of the program only; costs nothing to say.</summary>
    string Build { get; }

    /// <summary>Writes the state into a checkpoint and reads it again. Used by one at a time.</summary>
    Codec Codec { get; }
    object Fold(object state, Happened happened, Changes changes);

    /// <summary>What a realm that begins now starts with, made from the live state; costs nothing per thing it holds.</summary>
    object Fork(object state);

    /// <summary>What a browser that joins a group must know, as the changes that would build it.</summary>
    void Show(object state, string realm, Group group, Changes changes);
}

/// <summary>A view with a typed state. A new noun's view derives from this and is registered with AddView.</summary>
internal abstract class View<TState> : IView
    where TState : class
{
    private Codec? _codec;
    private string? _shape;

    public abstract string Name { get; }
    public abstract TState Empty { get; }

    /// <summary>What is broadcast of it. Views nobody watches live leave this empty.</summary>
    protected virtual IReadOnlyList<ILights<TState>> Lights => [];

    /// <summary>The version of this fold: changed whenever the same events give another state than before. It also says the settings that the fold depends on.</summary>
    protected virtual string FoldVersion => "1";

    /// <summary>How a checkpoint keeps what is opened or worked out while folding; all else is written as it is.</summary>
    protected virtual IEnumerable<KeptAs> Keeping => [];

    /// <summary>Total: an event that means nothing here gives back the same state.</summary>
    protected abstract TState Fold(TState state, Happened happened);

    /// <summary>What a drill begins with. Nothing, unless a view says that it is what the drill is played on: no real incident, case or warning is in a drill.</summary>
    protected virtual TState Fork(TState state) => Empty;

    /// <summary>Only a view whose values are not of the journal says more than its lights.</summary>
    public virtual void Show(TState state, string realm, Group group, Changes changes)
    {
        foreach (var lights in Lights)
            lights.Show(state, realm, group, changes);
    }

    Type IView.State => typeof(TState);
    object IView.Empty => Empty;
    Codec IView.Codec => _codec ??= new Codecs(Keeping).Of<TState>();
    string IView.Version => $"{FoldVersion} {_shape ??= Shape.Of(((IView)this).Codec)}";
    string IView.Build => $"{FoldVersion} {GetType()} {Builds.Mark}";

    object IView.Fork(object state) => Fork((TState)state);

    void IView.Show(object state, string realm, Group group, Changes changes)
    {
        if (group.Realm == realm)
            Show((TState)state, realm, group, changes);
        else
            foreach (var lights in Lights)
                lights.Show((TState)state, realm, group, changes);
    }

    object IView.Fold(object state, Happened happened, Changes changes)
    {
        var before = (TState)state;
        var after = Fold(before, happened);
        if (changes.Wanted && !ReferenceEquals(before, after))
            foreach (var lights in Lights)
                lights.Tell(before, after, happened, changes);
        return after;
    }
}
