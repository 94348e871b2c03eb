using System.Collections.Immutable;
using System.Reflection;
using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Leaves;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>
/// Makes the codecs of one view's state from its types: records and structs field by field, immutable collections item by item. Throws
/// <see cref="InvalidOperationException"/> for opened values (<see cref="PersonContact"/> and the like) and for unknown types: each needs a
/// <see cref="KeptAs"/> that defines its stored form.
/// </summary>
internal sealed class Codecs
{
    private static readonly Assembly[] Ours = [typeof(Event).Assembly, typeof(EntityId).Assembly, typeof(Codecs).Assembly];
    private static readonly IReadOnlyList<Type> Types =
    [
        .. Ours.SelectMany(one => one.GetTypes()).Where(one => one is { IsAbstract: false, IsGenericTypeDefinition: false }),
    ];
    private readonly Lock _gate = new();
    private readonly Dictionary<Type, Codec> _made = new()
    {
        [typeof(string)] = new TextCodec(),
        [typeof(bool)] = new ValueCodec<bool>(static (to, value) => to.Byte(value ? (byte)1 : (byte)0), static from => from.Byte() == 1),
        [typeof(byte)] = new ValueCodec<byte>(static (to, value) => to.Byte(value), static from => from.Byte()),
        [typeof(int)] = new ValueCodec<int>(static (to, value) => to.Number(value), static from => from.Count()),
        [typeof(long)] = new ValueCodec<long>(static (to, value) => to.Number(value), static from => from.Number()),
        [typeof(double)] = new ValueCodec<double>(static (to, value) => to.Double(value), static from => from.Double()),
        [typeof(Guid)] = new ValueCodec<Guid>(static (to, value) => to.Id(value), static from => from.Id()),
        [typeof(DateOnly)] = new ValueCodec<DateOnly>(
            static (to, value) => to.Number(value.DayNumber),
            static from => DateOnly.FromDayNumber(from.Count())
        ),
        [typeof(TimeOnly)] = new ValueCodec<TimeOnly>(static (to, value) => to.Number(value.Ticks), static from => new(from.Number())),
        [typeof(TimeSpan)] = new ValueCodec<TimeSpan>(static (to, value) => to.Number(value.Ticks), static from => new(from.Number())),
        [typeof(DateTimeOffset)] = new ValueCodec<DateTimeOffset>(
            WriteTime,
            static from => new(from.Number(), TimeSpan.FromMinutes(from.Number()))
        ),
    };

    public Codecs(IEnumerable<KeptAs> kept)
    {
        foreach (var one in kept)
            _made[one.Of] = one.Codec(this);
    }

    public Codec<T> Of<T>() => (Codec<T>)Of(typeof(T));

    /// <summary>Called by many threads; the parts of a codec are made by the same thread.</summary>
    public Codec Of(Type type)
    {
        lock (_gate)
            return _made.TryGetValue(type, out var codec) ? codec : _made[type] = Make(type);
    }

    /// <summary>All kinds that a value of this type can have.</summary>
    public static IReadOnlyList<Type> KindsOf(Type type) =>
        [.. Types.Where(one => one.IsAssignableTo(type)).OrderBy(one => one.FullName, StringComparer.Ordinal)];

    private Codec Make(Type type)
    {
        if (type.IsEnum)
            return New(typeof(EnumCodec<>), [type]);
        if (type.IsArray)
            return Items(nameof(Collections.Array), type.GetElementType()!);
        if (type.IsGenericType && Generic(type, type.GetGenericTypeDefinition(), type.GetGenericArguments()) is { } collection)
            return collection;
        if (type.Namespace == typeof(PersonContact).Namespace)
            throw new InvalidOperationException($"{type.Name} is opened: it may not be written");
        if (!Ours.Contains(type.Assembly) && type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) != true)
            throw new InvalidOperationException($"nobody has said how {type} is kept");
        if (type.IsValueType)
            return New(typeof(StructCodec<>), [type], this);
        return type.IsSealed ? New(typeof(RecordCodec<>), [type], this) : New(typeof(KindsCodec<>), [type], this);
    }

    private Codec? Generic(Type type, Type definition, Type[] arguments)
    {
        if (definition == typeof(Nullable<>))
            return New(typeof(OptionalCodec<>), arguments, this);
        if (definition == typeof(ImmutableDictionary<,>))
            return New(typeof(DictionaryCodec<,>), arguments, this);
        if (definition == typeof(LeafMap<,>))
            return New(typeof(LeafMapCodec<,>), arguments, this);
        if (definition == typeof(ImmutableSortedDictionary<,>))
            return New(typeof(SortedCodec<,>), arguments, this);
        if (definition == typeof(IReadOnlyDictionary<,>))
            return Items(nameof(Collections.Pairs), arguments);
        if (definition == typeof(ImmutableArray<>))
            return New(typeof(ArrayCodec<>), arguments, this);
        var name =
            definition == typeof(ImmutableHashSet<>) ? nameof(Collections.Set)
            : definition == typeof(LeafSet<>) ? nameof(Collections.Leaves)
            : definition == typeof(ImmutableSortedSet<>) ? nameof(Collections.Sorted)
            : definition == typeof(ImmutableList<>) ? nameof(Collections.List)
            : definition == typeof(ImmutableQueue<>) ? nameof(Collections.Queue)
            : definition == typeof(ListOf<>) ? nameof(Collections.ListOf)
            : definition == typeof(IReadOnlyList<>) ? nameof(Collections.Any)
            : null;
        return name is null ? null : Items(name, arguments);
    }

    private Codec Items(string name, params Type[] arguments) =>
        (Codec)
            typeof(Collections)
                .GetMethod(name, BindingFlags.Public | BindingFlags.Static)!
                .MakeGenericMethod(arguments)
                .Invoke(null, [this])!;

    private static Codec New(Type codec, Type[] of, params object[] arguments) =>
        (Codec)Activator.CreateInstance(codec.MakeGenericType(of), arguments)!;

    private static void WriteTime(Output to, DateTimeOffset value)
    {
        to.Number(value.Ticks);
        to.Number((long)value.Offset.TotalMinutes);
    }
}
