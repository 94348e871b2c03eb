using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hotlines;

/// <summary>Folds nothing: it only shows who joins how the lines are now.</summary>
internal sealed class LinksView(Links links) : View<LinksView.NoState>
{
    public override string Name => Links.View;
    public override NoState Empty { get; } = new();

    protected override NoState Fold(NoState state, Happened happened) => state;

    public override void Show(NoState state, string realm, Group group, Changes changes)
    {
        if (realm == Entities.Live)
            links.Show(group, changes);
    }

    /// <summary>Lines are not of the journal.</summary>
    public sealed record NoState;
}
