using Emergency.Domain.Counties;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Counties;

/// <summary>Folds the deadlines that counties have set for themselves.</summary>
internal sealed class DeadlinesView : View<DeadlinesKnown>
{
    public override string Name => "deadlines";
    public override DeadlinesKnown Empty => DeadlinesKnown.None;

    protected override DeadlinesKnown Fold(DeadlinesKnown state, Happened happened) =>
        happened.Event is DeadlineSet e ? state.With(happened.Entity.Key, e) : state;
}
