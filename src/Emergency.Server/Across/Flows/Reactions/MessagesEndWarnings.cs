using Emergency.Domain;
using Emergency.Domain.Warnings;
using Emergency.Engine;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Ends warnings by messages: an update replaces the messages it names, a cancellation takes them back, if they are of the same desk, even
/// before they have come. A message of another sender, one that is not on the list, or another account, becomes a question at the desk; for
/// a message that names none, a person decides.
/// </summary>
internal sealed class MessagesEndWarnings : IReaction
{
    public string Name => "messages-end-warnings";

    public IEnumerable<Reacted> React(Happened happened, Known known)
    {
        var realm = happened.Entity.Realm;
        var warnings = known.Of<WarningsKnown>(realm);
        return happened.Event switch
        {
            // Only the first part acts for the whole message.
            WarningReceived { Facts: { Part: null } facts } e => Ending(
                facts.Home,
                facts.References,
                one => Replace(one, facts, e.By, e.At)
            ),
            WarningReceived { Facts: { Part: not null } facts } => Overtaken(warnings, facts)
                .Select((command, i) => To(happened.Entity, command, i)),
            CancellationReceived { Said.Part: not null } e => Ending(
                e.Home,
                e.References,
                one => new LiftByMessage(one, e.Key, e.Status, e.Said.Divisions, e.By, e.At, e.Unlisted)
            ),
            CancellationReceived e => Ending(e.Home, e.References, one => Cancel(one, e)),
            WaitingSettled e => Settled(warnings.Find(new(Guid.Parse(happened.Entity.Key))), e),
            _ => [],
        };

        // Each part of the named message; the first part even before it has come.
        IEnumerable<Reacted> Ending(string home, ListOf<MessageKey> named, Func<MessageKey, WarningCommand> make) =>
            named.SelectMany(
                (one, i) =>
                    warnings
                        .PartsOf(home, one)
                        .Select(part => part.State.Facts?.Part)
                        .DefaultIfEmpty(null)
                        .Select(part =>
                            To(Entities.Warning(realm, WarningKnown.IdOf(home, one, part)), make(one), (i * Most) + (part ?? 0))
                        )
            );

        IEnumerable<Reacted> Settled(WarningKnown? message, WaitingSettled e) =>
            message is null
                ? []
                : e.Ends.Select(
                    (id, i) =>
                        To(
                            Entities.Warning(realm, id),
                            message.State.Facts is { } facts && !e.Lifts
                                ? new ReplaceWarning(facts.Key, facts.Key, facts.Status, e.At, null, e.By, Decided: true)
                                : new CancelWarning(KeyOf(message), KeyOf(message), WarningStatus.Actual, e.At, null, e.By, Decided: true),
                            i
                        )
                );
    }

    // Most parts of a message: infos are at most 50.
    private const int Most = 100;

    private static MessageKey KeyOf(WarningKnown message) => message.State.Facts?.Key ?? message.State.TakesBack!.Key;

    private static Reacted To(EntityId to, WarningCommand command, int ordinal) => new(to, command, ordinal);

    // A text that only reads like an end replaces nothing before somebody has checked it.
    private static ReplaceWarning Replace(MessageKey one, WarningFacts facts, By by, DateTimeOffset at) =>
        new(one, facts.Key, facts.Status, at, facts.Doubt == WarningDoubt.ReadsAsLifting ? true : facts.Unlisted, by);

    private static CancelWarning Cancel(MessageKey one, CancellationReceived e) => new(one, e.Key, e.Status, e.At, e.Unlisted, e.By);

    // A further part may come after the message that ends it: each known message that names it is applied to it again.
    private static IEnumerable<WarningCommand> Overtaken(WarningsKnown warnings, WarningFacts part)
    {
        foreach (var message in warnings.All.Values)
            if (
                message.State is { Facts: { Part: null } facts, BroughtBy: { } by }
                && facts.Home == part.Home
                && facts.References.Contains(part.Key)
            )
                yield return Replace(part.Key, facts, by, message.At);
            else if (
                message.State.TakesBack is { } back
                && back.Home == part.Home
                && back.Said?.Part is null
                && back.References.Contains(part.Key)
            )
                yield return Cancel(part.Key, back);
    }

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) => Otherwise.Done("an exercise ends no actual warning");
}
