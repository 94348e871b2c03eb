using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// A message that warns of several things is several warnings, and the part that is stored first keeps the others. The desk's route sends
/// them at once; this makes sure of them when it died in between.
/// </summary>
internal sealed class MessagesAreWhole : IReaction
{
    public string Name => "messages-are-whole";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var (rest, by, at) = happened.Event switch
        {
            WarningReceived e => (e.Rest, e.By, e.At),
            CancellationReceived e => (e.Rest, e.By, e.At),
            _ => (null, null!, default),
        };
        return rest is null
            ? []
            : rest.Warns.Select(
                (facts, i) =>
                    new Reacted(
                        Entities.Warning(happened.Entity.Realm, WarningKnown.IdOf(facts.Home, facts.Key, facts.Part)),
                        new ReceiveWarning(facts, rest.Position, by, at),
                        i
                    )
            );
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("a warning is never refused");
}
