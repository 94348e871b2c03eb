using Emergency.Domain;
using Emergency.Domain.Links;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Links;

/// <summary>Folds links.</summary>
internal sealed class LinksView : View<LinksKnown>
{
    public override string Name => "links";
    public override LinksKnown Empty => LinksKnown.None;
    protected override string FoldVersion => "2";

    // No link leads into a drill.
    protected override LinksKnown Fork(LinksKnown state) => LinksKnown.None;

    protected override LinksKnown Fold(LinksKnown state, Happened happened)
    {
        if (happened.Event is not LinkEvent e)
            return state;
        var id = new LinkId(Guid.Parse(happened.Entity.Key));
        if (e is LinkMade made)
            return new(
                state.All.SetItem(id, new(id, Link.Evolve(Link.None, made), made.At, null)),
                state.ByThing.SetItem(made.Thing, state.ByThing.GetValueOrDefault(made.Thing, []).Add(id))
            );
        var before = state.All[id];
        var after = before with { State = Link.Evolve(before.State, e), OpenedAt = e is LinkOpened opened ? opened.At : before.OpenedAt };
        return state with { All = state.All.SetItem(id, after) };
    }
}
