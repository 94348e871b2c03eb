using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Calls;

/// <summary>Folds calls.</summary>
internal sealed class CallsView : View<CallsKnown>
{
    public override string Name => "calls";
    protected override string FoldVersion => "4";
    public override CallsKnown Empty => CallsKnown.None;
    protected override IReadOnlyList<ILights<CallsKnown>> Lights { get; } = [new CallLights()];

    protected override CallsKnown Fold(CallsKnown state, Happened happened)
    {
        if (happened.Event is not CallEvent e)
            return state;
        var id = new CallId(Guid.Parse(happened.Entity.Key));
        var before = state.Find(id);
        var after = new CallKnown(id, Call.Evolve(before?.State ?? Call.None, e), before?.At ?? happened.Meta.At);
        return state.With(after);
    }
}
