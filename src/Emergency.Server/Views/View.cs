using Emergency.Engine;

namespace Emergency.Server.Views;

/// <summary>A fold of the feed into immutable state, one state per realm. <see cref="Fold"/> returns a new state (or the same, where the event means nothing here) and never changes the old one: readers hold it without a lock.</summary>
public interface IView
{
    string Name { get; }
    object Empty { get; }
    object Fold(object state, Happened happened, Changes changes);
    /// <summary>What a realm that begins now starts with, made from the live state; costs nothing per thing it holds.</summary>
    object Fork(object state);
    /// <summary>What a browser that joins a group must know, as the changes that would build it.</summary>
    void Show(object state, string realm, Group group, Changes changes);
}

/// <summary>A view with a typed state. A new noun's view derives from this and is registered with AddView.</summary>
public abstract class View<TState> : IView where TState : class
{
    public abstract string Name { get; }
    public abstract TState Empty { get; }
    /// <summary>Total: an event that means nothing here gives back the same state.</summary>
    protected abstract TState Fold(TState state, Happened happened, Changes changes);
    /// <summary>What a drill begins with. Nothing, unless a view says that it is what the drill is played on: no real incident, case or warning is in a drill.</summary>
    protected virtual TState Fork(TState state) => Empty;
    /// <summary>Views nobody watches live leave this empty.</summary>
    public virtual void Show(TState state, string realm, Group group, Changes changes) { }

    object IView.Empty => Empty;
    object IView.Fold(object state, Happened happened, Changes changes) => Fold((TState)state, happened, changes);
    object IView.Fork(object state) => Fork((TState)state);
    void IView.Show(object state, string realm, Group group, Changes changes) => Show((TState)state, realm, group, changes);
}
