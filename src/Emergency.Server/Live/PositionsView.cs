using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Live;

/// <summary>Folds nothing: it only shows who joins where teams stand now.</summary>
public sealed class PositionsView(Positions positions) : View<PositionsView.NoState>
{
    public override string Name => Positions.View;
    public override NoState Empty { get; } = new();
    protected override NoState Fold(NoState state, Happened happened, Changes changes) => state;
    public override void Show(NoState state, string realm, Group group, Changes changes) => positions.Show(realm, group, changes);

    /// <summary>Places of teams are not of the journal.</summary>
    public sealed record NoState;
}
