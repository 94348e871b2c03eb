using System.Collections.Immutable;
using System.Reflection;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Foundation;

namespace Emergency.Server.Infrastructure.Views;

/// <summary>The states of all views at one position: consistent with each other, immutable, cheap to hold.</summary>
internal sealed class Known
{
    private readonly IReadOnlyDictionary<Type, int> _slots;
    private readonly ImmutableDictionary<string, ImmutableArray<object>> _realms;
    private readonly ImmutableHashSet<int> _broken;

    internal Known(
        Position at,
        IReadOnlyDictionary<Type, int> slots,
        ImmutableDictionary<string, ImmutableArray<object>> realms,
        ImmutableHashSet<int> broken
    ) => (At, _slots, _realms, _broken) = (at, slots, realms, broken);

    private InForce? _inForce;

    public Position At { get; }

    /// <summary>
    /// The deadlines in force, in live and in every drill. If the view of deadlines is broken, the table's values hold: work goes on.
    /// </summary>
    public InForce InForce => _inForce ??= TryEach<IKnowsDeadlines>() is [var one, ..] ? one.InForce : InForce.Table;

    /// <summary>The event at <see cref="At"/>; null before the first.</summary>
    internal Happened? Last { get; init; }

    /// <summary>
    /// Gives a handler the views as a parameter. A read gets at least the position that <c>?after=</c> names; a write gets everything
    /// written before, so that it is not refused for lack of it.
    /// </summary>
    public static async ValueTask<Known> BindAsync(HttpContext context, ParameterInfo _)
    {
        var folding = context.RequestServices.GetRequiredService<Folding>();
        return HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            ? folding.Now
            : await folding.Newest(context.RequestAborted);
    }

    public bool HasRealm(string realm) => _realms.ContainsKey(realm);

    internal ImmutableDictionary<string, ImmutableArray<object>> Realms => _realms;
    internal ImmutableHashSet<int> Broken => _broken;

    /// <summary>
    /// The state of one view in a realm. Throws <see cref="ViewBroken"/> where that view's fold has failed: its pages answer 503, the
    /// others go on.
    /// </summary>
    public TState Of<TState>(string realm = Entities.Live)
        where TState : class
    {
        var slot = _slots[typeof(TState)];
        if (_broken.Contains(slot))
            throw new ViewBroken(typeof(TState).Name);
        return (TState)_realms[realm][slot];
    }

    /// <summary>The same views with another state of one view, for a single caller.</summary>
    internal Known With<TState>(string realm, TState state)
        where TState : class =>
        new(At, _slots, _realms.SetItem(realm, _realms[realm].SetItem(_slots[typeof(TState)], state)), _broken) { Last = Last };

    /// <summary>
    /// The states of all views in a realm that implement an interface, such as <see cref="IKnowsRealms"/>. Throws as
    /// <see cref="Of{TState}"/>: no sum is made while a part is missing.
    /// </summary>
    public IEnumerable<TOffer> Each<TOffer>(string realm = Entities.Live)
        where TOffer : class
    {
        foreach (var (type, slot) in _slots)
        {
            if (!type.IsAssignableTo(typeof(TOffer)))
                continue;
            if (_broken.Contains(slot))
                throw new ViewBroken(type.Name);
            yield return (TOffer)_realms[realm][slot];
        }
    }

    /// <summary>As <see cref="Each{TOffer}"/>, null where one of those views is broken.</summary>
    public IReadOnlyList<TOffer>? TryEach<TOffer>(string realm = Entities.Live)
        where TOffer : class =>
        _slots.Any(slot => slot.Key.IsAssignableTo(typeof(TOffer)) && _broken.Contains(slot.Value)) ? null : [.. Each<TOffer>(realm)];

    /// <summary>As <see cref="Of{TState}"/>, null where that view's fold has failed: for services, which go on without it.</summary>
    public TState? TryOf<TState>(string realm = Entities.Live)
        where TState : class => _broken.Contains(_slots[typeof(TState)]) ? null : Of<TState>(realm);
}

/// <summary>Thrown for a view whose fold threw: it stays broken until the program starts again.</summary>
internal sealed class ViewBroken(string view) : Exception($"view {view} is broken")
{
    public string View => view;
}
