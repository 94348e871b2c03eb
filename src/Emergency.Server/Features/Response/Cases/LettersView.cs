using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Cases;

/// <summary>Folds the ids of hotlines' messages.</summary>
internal sealed class LettersView : View<LettersKnown>
{
    public override string Name => "letters";
    public override LettersKnown Empty => LettersKnown.None;

    private const string Sender = "hotline:";

    protected override LettersKnown Fold(LettersKnown state, Happened happened) =>
        happened is { Entity.Kind: "case" or "handover", Meta: { } meta } && meta.Account.StartsWith(Sender, StringComparison.Ordinal)
            ? state.With(meta.CommandId, meta.Digest, meta.Account[Sender.Length..], meta.At)
            : state;
}
