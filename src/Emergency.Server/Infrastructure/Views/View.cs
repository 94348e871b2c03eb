using Emergency.Engine;
using Emergency.Server.Infrastructure.Checkpoints;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>
/// A fold of the feed into immutable state, one state per realm. <see cref="Fold"/> returns a new state (or the same, where the event means
/// nothing here) and never changes the old one: readers hold it without a lock.
/// </summary>
internal interface IView
{
    string Name { get; }

    /// <summary>The type of its state, under which handlers get it.</summary>
    Type State { get; }
    object Empty { get; }

    /// <summary>Version of the state: of the fold, and of the shape of its values. A checkpoint of another version is not read.</summary>
    string Version { get; }

    /// <summary>Version of the state, as <see cref="Version"/>, but for one build of the program only; costs nothing to compute.</summary>
    string Build { get; }

    /// <summary>Writes the state into a checkpoint and reads it again. Used by one thread at a time.</summary>
    Codec Codec { get; }
    object Fold(object state, Happened happened, Changes changes);

    /// <summary>Initial state of a realm that begins now, made from the live state; costs nothing per thing it holds.</summary>
    object Fork(object state);

    /// <summary>Gives a browser that joins a group its content, as the changes that would build it.</summary>
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

    /// <summary>The lights of the view. Empty for views that nobody watches live.</summary>
    protected virtual IReadOnlyList<ILights<TState>> Lights => [];

    /// <summary>
    /// The version of this fold: changed whenever the same events give another state than before. Also includes the settings on which the
    /// fold depends.
    /// </summary>
    protected virtual string FoldVersion => "1";

    /// <summary>Rules for keeping opened or computed values in a checkpoint; all others are written as they are.</summary>
    protected virtual IEnumerable<KeptAs> Keeping => [];

    /// <summary>Folds an event; one without meaning here returns the same state.</summary>
    protected abstract TState Fold(TState state, Happened happened);

    /// <summary>
    /// Initial state in a drill. Empty, unless a view says that the drill is played on its state: no real incident, case or warning is in a
    /// drill.
    /// </summary>
    protected virtual TState Fork(TState state) => Empty;

    /// <summary>Overridden only by a view whose values are not from the journal, to show more than its lights.</summary>
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
