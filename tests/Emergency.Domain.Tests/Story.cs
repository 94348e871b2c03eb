using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Domain.Tests;

/// <summary>
/// Given some events, when a command comes, then these events follow. Each When checks by itself that deciding twice gives the same, and
/// that the events survive being stored. The engine recognises a command that is sent again: <see cref="AskingTwice"/>.
/// </summary>
public sealed class Story
{
    private readonly Noun _noun;
    private object _state;
    private Decision? _decision;

    private static readonly Server.Infrastructure.Storage.Forms Forms = new();

    private Story(Noun noun) => (_noun, _state) = (noun, noun.None);

    public static Story Of(Noun noun) => new(noun);

    public Story Given(params IEnumerable<Event> events)
    {
        foreach (var e in events)
            _state = _noun.Evolve(_state, Stored(e));
        return this;
    }

    public Story When(Command command)
    {
        _decision = _noun.Decide(_state, command);
        _noun.Decide(_state, command).ShouldBe(_decision, "the same question in the same state got another answer");
        if (_decision is not Decision.Happened { Events: var events })
            return this;
        foreach (var e in events)
            _state = _noun.Evolve(_state, Stored(e));
        return this;
    }

    public Story Then(params Event[] expected)
    {
        Happened().ShouldBe(expected);
        return this;
    }

    /// <summary>Two events happen; both are passed to <paramref name="told"/>.</summary>
    public Story Then<TFirst, TSecond>(Action<TFirst, TSecond> told)
        where TFirst : Event
        where TSecond : Event
    {
        told(Happened().OfType<TFirst>().ShouldHaveSingleItem(), Happened().OfType<TSecond>().ShouldHaveSingleItem());
        return this;
    }

    /// <summary>Exactly one event of this type happens; it is passed to <paramref name="told"/>.</summary>
    public Story Then<TEvent>(Action<TEvent> told)
        where TEvent : Event
    {
        told(Happened().OfType<TEvent>().ShouldHaveSingleItem());
        return this;
    }

    public Story Refused(Code code, params string[] arguments)
    {
        var rejection = _decision.ShouldBeOfType<Decision.Rejected>().Rejection;
        rejection.Code.ShouldBe(code);
        if (arguments.Length > 0)
            rejection.Arguments.ShouldBe(arguments);
        return this;
    }

    public Story Nothing()
    {
        _decision.ShouldBe(Decision.Nothing);
        return this;
    }

    public Story Now<TState>(Action<TState> told)
    {
        told((TState)_state);
        return this;
    }

    public IReadOnlyList<Event> Happened() => _decision.ShouldBeOfType<Decision.Happened>().Events;

    private static Event Stored(Event e)
    {
        var (form, bytes) = Forms.Write(e);
        var read = (Event)Forms.Read(form, bytes.Span);
        read.ShouldBe(e, form);
        return read;
    }
}
