using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.PositionSharing;

/// <summary>Folds nothing: it only shows a joining client the present positions of teams.</summary>
internal sealed class PositionsView(Positions positions) : View<PositionsView.NoState>
{
    public override string Name => Positions.View;
    public override NoState Empty { get; } = new();

    protected override NoState Fold(NoState state, Happened happened) => state;

    public override void Show(NoState state, string realm, Group group, Changes changes) => positions.Show(group, changes);

    /// <summary>Places of teams are not of the journal.</summary>
    public sealed record NoState;
}
