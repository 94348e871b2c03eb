using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Responses;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Responses;

/// <summary>Folds responses, and the codes of the divisions below their authorities.</summary>
internal sealed class ResponsesView : View<ResponsesKnown>
{
    public override string Name => "responses";
    public override ResponsesKnown Empty => ResponsesKnown.None;
    protected override IReadOnlyList<ILights<ResponsesKnown>> Lights { get; } = [new ResponseLights()];

    // A drill holds no real response, only the divisions to which one is pushed.
    protected override ResponsesKnown Fork(ResponsesKnown state) => ResponsesKnown.None with { Codes = state.Codes };

    protected override ResponsesKnown Fold(ResponsesKnown state, Happened happened)
    {
        switch (happened.Event)
        {
            case DivisionRegistered e:
                return state with { Codes = state.Codes.Add(e.Code) };
            case DivisionRemoved e:
                return state with { Codes = state.Codes.Remove(e.Code) };
            case ResponseEvent e:
                var id = new ResponseId(Guid.Parse(happened.Entity.Key));
                var before = state.Find(id);
                return state.With(
                    new ResponseKnown(id, Response.Evolve(before?.State ?? Response.None, e), before?.Began ?? happened.Position),
                    before is null
                );
            default:
                return state;
        }
    }
}
