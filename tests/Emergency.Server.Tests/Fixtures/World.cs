using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Storage;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Tests.Fixtures;

/// <summary>
/// A county of its own by the rules and the views alone, at a time set by the test: no HTTP, no storage, and nothing follows by itself. Any
/// reader of the known state can be asked at any moment.
/// </summary>
internal sealed partial class World : ITown
{
    public static readonly DateTimeOffset Start = Shanghai.At(new(2026, 3, 10), 9);
    private static readonly Dictionary<string, IDecider> Rules = EntityKinds.All.ToDictionary<IDecider, string>(
        one => one.Kind,
        StringComparer.Ordinal
    );
    private readonly Borough _town;
    private readonly IReadOnlyList<IView> _views;
    private readonly Dictionary<Type, int> _slots;
    private readonly Dictionary<EntityId, (object State, long Sequence)> _states;
    private readonly Dictionary<Guid, string> _names;
    private readonly Changes _nobody = new() { Wanted = false };
    private readonly SaidTime _time = new(Start);
    private readonly Forms _forms = new();
    private ImmutableArray<object> _live;
    private long _position;

    private World(Borough town)
    {
        (_town, _views, _states, _names) = (town, town.Folding.Views, [], []);
        _slots = _views.Select((view, slot) => (view, slot)).ToDictionary(pair => pair.view.State, pair => pair.slot);
        _live = [.. _views.Select(view => view.Empty)];
        foreach (var field in typeof(BoroughRegisters).GetFields(BindingFlags.Public | BindingFlags.Static))
            if (field.GetValue(null) is { } id && GuidOf(id) is { } guid)
                Call(guid, Spoken(field.Name));
    }

    private World(World other)
    {
        (_town, _views, _slots, _live, _position) = (other._town, other._views, other._slots, other._live, other._position);
        (_states, _names, Words, Now) = (new(other._states), new(other._names), other.Words, other.Now);
    }

    /// <summary>A copy that goes on by itself.</summary>
    public World Fork() => new(this);

    /// <summary>The borough's registers at nine o'clock of a Tuesday.</summary>
    public static async Task<World> Make(Borough town)
    {
        var world = new World(town);
        world.Words = await town.Seal(Derived.Register("world", Borough.County, "words"), new FreeText("话"));
        await BoroughRegisters.Load(world);
        return world;
    }

    public TimeProvider Time => _time;

    public DateTimeOffset Now
    {
        get => _time.GetUtcNow();
        set => _time.Say(value);
    }

    public DateOnly Today => Shanghai.Day(Now);

    /// <summary>All events, in order.</summary>
    public List<Happened> All { get; } = [];

    public Known Known => In(Entities.Live);

    /// <summary>The known state with a drill's realm that equals live.</summary>
    public Known In(string realm) =>
        new(
            new(_position),
            _slots,
            ImmutableDictionary<string, ImmutableArray<object>>.Empty.Add(Entities.Live, _live).SetItem(realm, _live),
            []
        );

    /// <summary>The name of a realm in which a drill could be played.</summary>
    public static string Drill { get; } = Realms.NameOf(new(new Guid(9, 0, 0, new byte[8])));

    /// <summary>A request of one role for one division.</summary>
    public Asked Asking(Role role, string division, MemberId? member = null) =>
        new(
            new(role.ToString()),
            [new(role, new(division))],
            member is { } self ? new(division, self) : null,
            Entities.Live,
            Now,
            new Guid(1, 0, 0, new byte[8]),
            "",
            null
        );

    /// <summary>An actor with a role.</summary>
    public static By As(Role role, MemberId? member = null) => new(new(role.ToString()), role, member);

    /// <summary>Gives an id a name for texts.</summary>
    public T Call<T>(T id, string name)
        where T : struct
    {
        _names[GuidOf(id)!.Value] = name;
        return id;
    }

    /// <summary>A new id with this name.</summary>
    public T New<T>(string name)
        where T : struct, IGuidId<T> => Call(T.From(Derived.Register("world", Borough.County, name)), name);

    public Task<Sealed> Seal<T>(Guid key, T value) => _town.Seal(key, value);

    /// <summary>Words without meaning.</summary>
    public Sealed Words { get; private set; }

    Task<Position> ITown.Do(EntityId to, Command command)
    {
        Do(to, command);
        return Task.FromResult(new Position(_position));
    }

    /// <summary>Does a command by the rules; it must be accepted.</summary>
    public IReadOnlyList<Happened> Do(EntityId to, Command command)
    {
        var rules = Rules[to.Kind];
        var (state, _) = _states.GetValueOrDefault(to, (rules.Initial, 0));
        return rules.Decide(state, command) switch
        {
            Decided.Events events => [.. events.All.Select(e => Happen(to, (Event)e))],
            Decided.Nothing => [],
            var refused => throw new InvalidOperationException($"{command.GetType().Name}: {Text(refused)}"),
        };
    }

    /// <summary>Adds an event, without asking the rules.</summary>
    public Happened Happen(EntityId entity, Event e)
    {
        var rules = Rules[entity.Kind];
        var (state, sequence) = _states.GetValueOrDefault(entity, (rules.Initial, 0));
        _states[entity] = (rules.Evolve(state, e), sequence + 1);
        var meta = new Meta(new Guid((int)++_position, 0, 0, new byte[8]), "", "world", "", "", null, Now, null);
        var happened = new Happened(new(_position), entity, sequence + 1, _forms.Write(e).Form, meta, e);
        _live = [.. _views.Select((view, slot) => view.Fold(_live[slot], happened, _nobody))];
        All.Add(happened);
        if (e is CallBegun begun)
            Named(begun.About, begun.Receiver, begun.Member);
        return happened;
    }

    /// <summary>Commands of a reaction to an event, line by line; each of them has a number of its own.</summary>
    public IReadOnlyList<string> Told(Happened happened, IReaction reaction)
    {
        var all = reaction.React(happened, In(happened.Entity.Realm)).ToList();
        all.DistinctBy(one => one.Ordinal).Count().ShouldBe(all.Count, $"{reaction.Name} numbers what it asks for");
        return [.. all.Select(one => $"{Text(one.Command)} to {Text(one.To)}").Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// A value in one line: ids by their names, times by the clock there, without parts that are null, sealed or the same for all.
    /// </summary>
    public string Text(object? value)
    {
        if (value is BeginCall begun)
            Named(begun.About, begun.Receiver, begun.Member);
        return value switch
        {
            null => "–",
            string text => Ids().Replace(text, id => Named(Guid.Parse(id.Value))),
            Sealed => "words",
            bool yes => yes ? "yes" : "no",
            DateTimeOffset at => Clock(at.ToOffset(TimeSpan.FromHours(8))),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            EntityId entity => $"{entity.Kind} {Text(entity.Key)}",
            ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(n => Text(tuple[n])))})",
            By by => by.Member is { } member ? Text(member) : by.Account.Key,
            _ when GuidOf(value) is { } id => Named(id),
            AccountId account => account.Key,
            Enum word => Spoken(word.ToString()),
            IFormattable plain when value.GetType().Namespace == "System" => plain.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Text))}]",
            _ => $"{value.GetType().Name}({string.Join(", ", Parts(value))})",
        };
    }

    /// <summary>Writes a record, each part of it in a line of its own, and each item of a list.</summary>
    public void Lines(StringBuilder text, string sentence, object? value)
    {
        text.Append(CultureInfo.InvariantCulture, $"{sentence}\n");
        foreach (
            var part in value!.GetType().GetProperties().Where(part => part.Name != "Position" && part.GetMethod is { IsStatic: false })
        )
            if (part.GetValue(value) is IEnumerable and not string and var items)
                foreach (var item in items)
                    text.Append(CultureInfo.InvariantCulture, $"  {part.Name}: {Text(item)}\n");
            else
                text.Append(CultureInfo.InvariantCulture, $"  {part.Name}: {Text(part.GetValue(value))}\n");
    }

    private IEnumerable<string> Parts(object value) =>
        value
            .GetType()
            .GetProperties()
            .Where(part => part.GetIndexParameters().Length == 0 && part.GetMethod is { IsStatic: false } && part.CanWrite)
            .Where(part => part.PropertyType != typeof(InForce))
            .Select(part => (part.Name, Value: part.GetValue(value)))
            .Where(part => part.Value is not (null or Sealed or false or ICollection { Count: 0 }))
            .Select(part => $"{part.Name} {Text(part.Value)}");

    // The year stands only where it is not the one in which the world begins.
    private static string Clock(DateTimeOffset at) =>
        at.ToString(at.Year == Start.Year ? "MM-dd HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            .Replace(":00", "", StringComparison.Ordinal);

    private void Named(CallMatter about, string receiver, MemberId? member) =>
        Call(
            Features.Calls.CallKnown.IdOf(about, receiver, member),
            $"the {Spoken(about.Kind.ToString())} call of {(member is { } self ? Text(self) : receiver)}"
        );

    private string Named(Guid id) => _names.GetValueOrDefault(id) ?? $"~{id.ToString("N")[..4]}";

    private static Guid? GuidOf(object id) =>
        id is Guid guid ? guid
        : id.GetType().GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IGuidId<>))
            ? (Guid)id.GetType().GetProperty("Value")!.GetValue(id)!
        : null;

    private static string Spoken(string name) => Capitals().Replace(name, " $0").Trim().ToLowerInvariant();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Ids();

    [GeneratedRegex("[A-Z]", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Capitals();
}
