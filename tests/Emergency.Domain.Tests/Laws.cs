using System.Text.RegularExpressions;
using Emergency.Testing;

namespace Emergency.Domain.Tests;

/// <summary>Laws of a command that comes a second time: EMERGENCY_LIVES lives of each noun, few by day and many by hand.</summary>
public sealed class AskingTwice : OfEveryNoun
{
    private static readonly int Lives = Sizes.Of("EMERGENCY_LIVES", 6);

    [Theory, MemberData(nameof(Kinds))]
    public void Whatever_was_accepted_and_is_sent_again_after_any_others_is_answered_as_before_and_changes_nothing(string kind)
    {
        var noun = Of(kind);
        Any.Holds(
            length: 40,
            times: Lives,
            acts =>
            {
                var awake = new Sender(kind);
                foreach (var act in acts)
                {
                    awake.Send(Command(noun, new Any(act)));
                    awake.SendAgain(act);
                }
                awake.SendAllAgain();
                awake.Woken().SendAllAgain();
            }
        );
    }

    [Theory, MemberData(nameof(Kinds))]
    public void No_command_is_known_by_its_time(string kind)
    {
        var noun = Of(kind);
        Any.Holds(
            length: 40,
            times: 4 * Lives,
            acts =>
            {
                var state = noun.None;
                foreach (var act in acts)
                {
                    var command = Command(noun, new Any(act));
                    if (noun.Decide(state, command) is not Decision.Happened { Events: var events })
                        continue;
                    foreach (var e in events)
                        state = noun.Evolve(state, e);
                    noun.Decide(state, Sender.ALittleLater(command))
                        .GetType()
                        .ShouldBe(
                            noun.Decide(state, command).GetType(),
                            $"{command.GetType().Name} is decided otherwise at the same instant than a little later"
                        );
                }
            }
        );
    }

    private static readonly Regex AgainstItsTime = new(
        @"(?:==|!=)[^?&|;>{]*\bc\.At\b|\bc\.At\s*(?:==|!=)|\bc\.At\.Equals\(|\.Equals\(c\.At\b",
        RegexOptions.NonBacktracking
    );

    [Fact]
    public void No_rule_compares_the_time_of_a_command_for_equality()
    {
        var domain = Path.Combine(Material.Root, "src", "Emergency.Domain");
        var rules = Directory
            .EnumerateFiles(domain, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(domain, file).StartsWith("obj", StringComparison.Ordinal))
            .ToList();
        rules.Count.ShouldBeGreaterThan(50);
        rules
            .SelectMany(file => File.ReadLines(file).Where(IsAgainstItsTime).Select(line => $"{Path.GetFileName(file)}: {line.Trim()}"))
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("X c => state.At == c.At ? Nothing : Of(c)")]
    [InlineData("X c => item.Did == new Stamp(c.By, c.At) ? Nothing : Of(c)")]
    [InlineData("if (c.At == state.At) return Nothing;")]
    public void Such_a_rule_would_be_seen(string line) => IsAgainstItsTime(line).ShouldBeTrue();

    // Condition and returned value are tested apart: c.At in a returned value is no comparison.
    private static bool IsAgainstItsTime(string line) => line.Split("return ").Any(part => AgainstItsTime.IsMatch(part));
}

/// <summary>Laws of every command and every event.</summary>
public sealed class Laws : OfEveryNoun
{
    [Theory, MemberData(nameof(Kinds))]
    public void Every_command_is_answered_and_every_event_is_taken_up_in_any_state(string kind)
    {
        var noun = Of(kind);
        Any.Holds(
            length: 20,
            times: 50,
            acts =>
            {
                var state = noun.None;
                foreach (var act in acts)
                {
                    var any = new Any(act);
                    foreach (var type in noun.CommandTypes)
                        noun.Decide(state, (Command)any.Make(type)).ShouldNotBeNull();
                    foreach (var type in noun.EventTypes)
                        noun.Evolve(state, (Event)any.Make(type)).ShouldNotBeNull();
                    state = noun.Evolve(state, (Event)any.Make(any.Among(noun.EventTypes)));
                }
            }
        );
    }

    [Fact]
    public void Every_command_and_event_belongs_to_exactly_one_noun()
    {
        Noun.Concrete(typeof(Command))
            .Where(c => c != typeof(Remind))
            .Where(c => Noun.All.Count(n => c.IsAssignableTo(n.Commands)) != 1)
            .ShouldBeEmpty();
        Noun.Concrete(typeof(Event)).Where(e => Noun.All.Count(n => e.IsAssignableTo(n.Events)) != 1).ShouldBeEmpty();
        Noun.All.ShouldAllBe(n => n.CommandTypes.Count > 0 && n.EventTypes.Count > 0);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void What_belongs_to_another_noun_is_a_bug_and_says_so(string kind)
    {
        var noun = Of(kind);
        var other = Noun.All.First(n => n != noun);
        Should.Throw<Unforeseen>(() => noun.Decide(noun.None, (Command)new Any(1).Make(other.CommandTypes[0])));
        Should.Throw<Unforeseen>(() => noun.Evolve(noun.None, (Event)new Any(1).Make(other.EventTypes[0])));
    }
}

/// <summary>Laws of due times.</summary>
public sealed class DueTimes : OfEveryNoun
{
    [Theory, MemberData(nameof(Kinds))]
    public void What_is_due_is_due_no_longer_once_the_clock_has_looked(string kind)
    {
        var noun = Of(kind);
        Any.Holds(
            length: 60,
            times: 60,
            acts =>
            {
                var (state, dues) = (noun.None, new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal));
                foreach (var act in acts)
                {
                    Take(noun.Decide(state, Command(noun, new Any(act))));
                    // Many acts happen before the clock looks.
                    if (dues.Count == 0 || act % 8 != 0)
                        continue;
                    var first = dues.Values.Min();
                    Take(noun.Decide(state, new Remind(first)));
                    dues.Where(due => due.Value <= first).ShouldBeEmpty("the clock would ask for ever");
                }

                void Take(Decision decision)
                {
                    if (decision is not Decision.Happened { Events: var events })
                        return;
                    foreach (var happened in events)
                    {
                        state = noun.Evolve(state, happened);
                        if (happened is not ISetsDue sets)
                            continue;
                        if (sets.Due is { } due)
                            dues[sets.DueOf] = due;
                        else
                            dues.Remove(sets.DueOf);
                    }
                }
            }
        );
    }
}

/// <summary>Laws of states that are kept beside their streams.</summary>
public sealed class KeptStates : OfEveryNoun
{
    [Theory, MemberData(nameof(Kinds))]
    public void A_state_that_was_kept_is_the_state_that_it_was(string kind)
    {
        var (noun, forms) = (Of(kind), new Server.Infrastructure.Storage.Forms());
        Any.Holds(
            length: 40,
            times: 60,
            acts =>
            {
                var state = noun.None;
                foreach (var act in acts)
                {
                    if (noun.Decide(state, Command(noun, new Any(act))) is not Decision.Happened { Events: var events })
                        continue;
                    foreach (var e in events)
                        state = noun.Evolve(state, e);
                    var (form, bytes) = forms.WriteState(kind, state).ShouldNotBeNull();
                    var read = forms.ReadState(kind, form, bytes.Span).ShouldNotBeNull();
                    Alike.Difference(state, read).ShouldBeNull();
                    state = read;
                }
            }
        );
    }

    [Fact]
    public void A_state_that_another_program_kept_is_not_read()
    {
        var (form, bytes) = new Server.Infrastructure.Storage.Forms().WriteState("import", Domain.Imports.Import.None).ShouldNotBeNull();
        new Server.Infrastructure.Storage.Forms().ReadState("import", form + "x", bytes.Span).ShouldBeNull();
    }
}

/// <summary>Every event of the language can really happen.</summary>
public sealed class Language : OfEveryNoun
{
    [Theory, MemberData(nameof(Kinds))]
    public void Every_event_of_the_language_can_really_happen(string kind)
    {
        var noun = Of(kind);
        var written = noun.EventTypes.Except(Retired).ToList();
        var seen = Lives.Of(noun, written, any => Drawn(noun, any)).First.Keys;
        written.Except(seen).ShouldBeEmpty();
        seen.Intersect(Retired).ShouldBeEmpty("it is written again");
    }
}
