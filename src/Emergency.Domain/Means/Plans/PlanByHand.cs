using static Emergency.Domain.Decision;

namespace Emergency.Domain.Plans;

/// <summary>Change that a person writes into the next version of a plan, piece by piece, without a file. The first change takes the version
/// in force as its draft.</summary>
public abstract record PlanByHandCommand : PlanCommand;

/// <summary>Writes one response card.</summary>
/// <param name="Seen">Card as its writer saw it, null where there was none: if it has changed since, nothing is written.</param>
public sealed record SaveCard(Card Card, Card? Seen, string Title, By By, DateTimeOffset At) : PlanByHandCommand;

/// <param name="Seen">Card as it was when somebody decided to take it out.</param>
public sealed record RemoveCard(Card Seen, string Title, By By, DateTimeOffset At) : PlanByHandCommand;

/// <summary>Writes the text under one heading; an empty text takes it out.</summary>
/// <param name="Seen">Text its writer saw there, null for none.</param>
public sealed record SaveHeading(PlanHeading Heading, string? Seen, string Title, By By, DateTimeOffset At) : PlanByHandCommand;

/// <summary>Withdraws a submitted draft, to go on writing.</summary>
public sealed record WithdrawPlan(By By, DateTimeOffset At) : PlanByHandCommand;

/// <summary>Discards the draft; the version in force stays.</summary>
public sealed record DiscardDraft(By By, DateTimeOffset At) : PlanByHandCommand;

public abstract record PlanByHandEvent : PlanEvent;

[Stored("plan.card-saved.v1")]
public sealed record CardSaved(Card Card, By By, DateTimeOffset At) : PlanByHandEvent;

[Stored("plan.card-removed.v1")]
public sealed record CardRemoved(string Card, By By, DateTimeOffset At) : PlanByHandEvent;

[Stored("plan.heading-saved.v1")]
public sealed record HeadingSaved(PlanHeading Heading, By By, DateTimeOffset At) : PlanByHandEvent;

[Stored("plan.withdrawn.v1")]
public sealed record PlanWithdrawn(By By, DateTimeOffset At) : PlanByHandEvent;

[Stored("plan.draft-discarded.v1")]
public sealed record DraftDiscarded(By By, DateTimeOffset At) : PlanByHandEvent;

public sealed partial record Plan
{
    public static readonly Code InReview = new("plan.in-review"),
        ChangedMeanwhile = new("plan.changed-meanwhile");

    private static Decision Decide(Plan state, PlanByHandCommand command) =>
        command switch
        {
            WithdrawPlan when state.Draft is null => Reject(NoDraft),
            WithdrawPlan c => state.DraftStage == PlanStage.Submitted ? new PlanWithdrawn(c.By, c.At) : Nothing,
            DiscardDraft when state.Draft is null => Nothing,
            _ when state.DraftStage == PlanStage.Submitted => Reject(InReview),
            DiscardDraft c => new DraftDiscarded(c.By, c.At),
            SaveCard c when state.Newest?.Find(c.Card.Id) is var known => known == c.Card ? Nothing
            : known != c.Seen ? Reject(ChangedMeanwhile, c.Card.Id)
            : PlanRules.BuiltIn.Unlawful(c.Card) is { } fault ? new Rejected(fault)
            : Of(state.Drafting(c.Title, c.By, c.At).Append(new CardSaved(c.Card, c.By, c.At))),
            RemoveCard c when state.Newest?.Find(c.Seen.Id) is var known => known is null ? Nothing
            : known != c.Seen ? Reject(ChangedMeanwhile, c.Seen.Id)
            : Of(state.Drafting(c.Title, c.By, c.At).Append(new CardRemoved(c.Seen.Id, c.By, c.At))),
            SaveHeading c when state.Heading(c.Heading.Code) is var known => (known ?? "") == c.Heading.Text ? Nothing
            : (known ?? "") != (c.Seen ?? "") ? Reject(ChangedMeanwhile, c.Heading.Code)
            : Of(state.Drafting(c.Title, c.By, c.At).Append(new HeadingSaved(c.Heading, c.By, c.At))),
            _ => throw new Unforeseen(command),
        };

    /// <summary>Draft, or the version in force where there is no draft.</summary>
    public PlanText? Newest => Draft ?? InForce;

    private string? Heading(string code) => Newest?.Headings?.FirstOrDefault(heading => heading.Code == code)?.Text;

    // The first change makes the draft: a copy of the version in force, under the next number.
    private IEnumerable<Event> Drafting(string title, By by, DateTimeOffset at)
    {
        if (Draft is null)
            yield return new PlanDrafted(
                (InForce ?? new("", title, [])) with
                {
                    Version = NextVersion(InForce?.Version, Shanghai.Day(at).Year),
                },
                null,
                by,
                at
            );
    }

    /// <summary>Returns the number of the version after this one: the year, and its number within the year.</summary>
    public static string NextVersion(string? version, int year) =>
        version is not null
        && version.StartsWith($"{year}-", StringComparison.Ordinal)
        && int.TryParse(version.AsSpan(5), System.Globalization.NumberStyles.None, null, out var nth)
        && nth < int.MaxValue
            ? $"{year}-{nth + 1}"
            : $"{year}-1";

    private static Plan EvolveByHand(Plan state, PlanByHandEvent happened) =>
        happened switch
        {
            PlanWithdrawn => state with { DraftStage = PlanStage.Draft },
            DraftDiscarded => WithoutDraft(state),
            CardSaved e => state.Written(text => text with { Cards = With(text.Cards, e.Card) }, e.By),
            CardRemoved e => state.Written(text => text with { Cards = [.. text.Cards.Where(card => card.Id != e.Card)] }, e.By),
            HeadingSaved e => state.Written(text => text with { Headings = With(text.Headings ?? [], e.Heading) }, e.By),
            _ => throw new Unforeseen(happened),
        };

    // A draft that somebody has changed by hand is not undone with the file it came from.
    private Plan Written(Func<PlanText, PlanText> write, By by) =>
        Draft is null ? this : this with { Draft = write(Draft), DraftBy = by, DraftImport = null };

    private static ListOf<Card> With(ListOf<Card> cards, Card card) =>
        cards.Any(known => known.Id == card.Id) ? [.. cards.Select(known => known.Id == card.Id ? card : known)] : cards.Add(card);

    private static ListOf<PlanHeading>? With(ListOf<PlanHeading> headings, PlanHeading heading)
    {
        ListOf<PlanHeading> others = [.. headings.Where(known => known.Code != heading.Code)];
        ListOf<PlanHeading> all = heading.Text.Length == 0 ? others : others.Add(heading);
        return all.Count == 0 ? null : [.. all.OrderBy(known => known.Code, StringComparer.Ordinal)];
    }
}
