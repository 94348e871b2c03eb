using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.CallOuts;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.CallOuts;

/// <summary>Folds call-outs, and the team member of each account, whose phone is signalled.</summary>
internal sealed class CallOutsView : View<CallOutsKnown>
{
    public override string Name => "call-outs";
    public override CallOutsKnown Empty => CallOutsKnown.None;
    protected override IReadOnlyList<ILights<CallOutsKnown>> Lights { get; } = [new CallOutLights(), new MyCallOutLights()];

    // A drill contains no real call-outs, but the same people.
    protected override CallOutsKnown Fork(CallOutsKnown state) => CallOutsKnown.None with { Members = state.Members };

    protected override CallOutsKnown Fold(CallOutsKnown state, Happened happened)
    {
        switch (happened.Event)
        {
            case AccountAdded e:
                return state.Bind(new(happened.Entity.Key), e.Member);
            case GrantsChanged e:
                return state.Bind(new(happened.Entity.Key), e.Member);
            case AccountClosed:
                return state.Bind(new(happened.Entity.Key), null);
            case CallOutStarted e:
                var id = new CallOutId(Guid.Parse(happened.Entity.Key));
                return state.With(new(id, CallOut.Evolve(CallOut.None, e), e.By, e.At));
            case CallOutEvent e:
                return state.Find(new(Guid.Parse(happened.Entity.Key))) is { } known
                    ? state.With(known with { State = CallOut.Evolve(known.State, e) })
                    : state;
            default:
                return state;
        }
    }
}
