using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.CrossFeature.Reactions;

/// <summary>An update takes the place of the messages it names, a cancellation takes them back: those of the same desk, also where they have not come yet. What another sender said, or one that is not on the list, becomes a question at the desk.</summary>
internal sealed class MessagesEndWarnings : IReaction
{
    public string Name => "messages-end-warnings";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var realm = happened.Entity.Realm;
        return happened.Event switch
        {
            WarningReceived { Facts: var facts } e => facts.References.Select(
                (one, i) =>
                    new Reacted(
                        Entities.Warning(realm, WarningKnown.IdOf(facts.Home, one)),
                        new ReplaceWarning(one, facts.Key, facts.Status, e.At, facts.Unlisted),
                        i
                    )
            ),
            CancellationReceived e => e.References.Select(
                (one, i) =>
                    new Reacted(
                        Entities.Warning(realm, WarningKnown.IdOf(e.Home, one)),
                        new CancelWarning(one, e.Key, e.Status, e.At, e.Unlisted),
                        i
                    )
            ),
            _ => [],
        };
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("an exercise ends no actual warning");
}
