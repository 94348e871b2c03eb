using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>
/// Codec of an immutable record or class: writes its read-only fields. Fields that are filled later are computed from them again on demand.
/// </summary>
internal sealed class RecordCodec<T>(Codecs all) : Codec<T?>
    where T : class
{
    private FieldOf<T>[]? _fields;
    private FieldOf<T>[] Fields => _fields ??= FieldOf<T>.All(all);

    public override void Write(Output to, T? value, T? basis)
    {
        if (Brief(to, value, basis))
            return;
        to.Byte(Whole);
        foreach (var field in Fields)
            field.Write(to, ref value!, ref basis);
    }

    public override T? Read(Input from, T? basis)
    {
        if (from.Byte() is var how && how != Whole)
            return how == Same ? basis : null;
        var made = (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
        foreach (var field in Fields)
            field.Read(from, ref made, ref basis);
        return made;
    }

    internal override void Describe(Shape shape) => FieldOf<T>.Describe(shape, Fields);
}

internal sealed class StructCodec<T>(Codecs all) : Codec<T>
    where T : struct
{
    private FieldOf<T>[]? _fields;
    private FieldOf<T>[] Fields => _fields ??= FieldOf<T>.All(all);

    public override void Write(Output to, T value, T basis)
    {
        foreach (var field in Fields)
            field.Write(to, ref value, ref basis);
    }

    public override T Read(Input from, T basis)
    {
        var made = default(T);
        foreach (var field in Fields)
            field.Read(from, ref made, ref basis);
        return made;
    }

    internal override void Describe(Shape shape) => FieldOf<T>.Describe(shape, Fields);
}

/// <summary>Codec of a value of one of several kinds: the kind's name, then the value.</summary>
internal sealed class KindsCodec<T> : Codec<T?>
    where T : class
{
    private readonly Codecs _all;
    private readonly ConcurrentDictionary<Type, Codec> _kinds = [];
    private readonly Dictionary<string, Type> _names;

    public KindsCodec(Codecs all)
    {
        _all = all;
        _names = Codecs.KindsOf(typeof(T)).ToDictionary(kind => kind.FullName!, StringComparer.Ordinal);
        if (_names.Count == 0)
            throw new InvalidOperationException($"there is no kind of {typeof(T)}");
    }

    public override void Write(Output to, T? value, T? basis)
    {
        if (Brief(to, value, basis))
            return;
        to.Byte(Whole);
        to.Text(value!.GetType().FullName!);
        Kind(value.GetType()).WriteAny(to, value, null);
    }

    public override T? Read(Input from, T? basis)
    {
        if (from.Byte() is var how && how != Whole)
            return how == Same ? basis : null;
        return (T?)Kind(_names[from.Text()]).ReadAny(from, null);
    }

    internal override void Describe(Shape shape)
    {
        if (!shape.Meet(typeof(T)))
            return;
        foreach (var kind in _names.Values)
            Kind(kind).Describe(shape);
    }

    // A kind is written as that exact type, even where other types derive from it.
    private Codec Kind(Type kind) =>
        _kinds.GetOrAdd(
            kind,
            static (kind, all) => (Codec)Activator.CreateInstance(typeof(RecordCodec<>).MakeGenericType(kind), all)!,
            _all
        );
}

/// <summary>
/// A field of a type. A start reads values of a thousand types, but few values of most: their fields are read by reflection, since
/// generating code for each field would take longer than it saves. A field that is met often gets generated code.
/// </summary>
internal sealed class FieldOf<TOwner>(Codecs all, FieldInfo of)
{
    private const int Often = 64;
    private int _met;
    private FieldCode<TOwner>? _code;
    private Codec? _codec;
    private Codec Codec => _codec ??= all.Of(of.FieldType);

    public void Write(Output to, ref TOwner owner, ref TOwner? basis)
    {
        if (IsOften)
            Code.Write(to, ref owner, ref basis);
        else
            Codec.WriteAny(to, of.GetValue(owner), basis is null ? null : of.GetValue(basis));
    }

    public void Read(Input from, ref TOwner owner, ref TOwner? basis)
    {
        if (IsOften)
        {
            Code.Read(from, ref owner, ref basis);
            return;
        }
        object whole = owner!;
        of.SetValue(whole, Codec.ReadAny(from, basis is null ? null : of.GetValue(basis)));
        // A struct was copied to be filled, so it is assigned back; a class is still the same object.
        owner = (TOwner)whole;
    }

    private bool IsOften => _met >= Often || ++_met >= Often;

    private FieldCode<TOwner> Code =>
        _code ??=
            (FieldCode<TOwner>)Activator.CreateInstance(typeof(FieldCode<,>).MakeGenericType(typeof(TOwner), of.FieldType), Codec, of)!;

    /// <summary>
    /// The fields of a type in a fixed order. A class keeps only read-only fields; a field that others can set is refused.
    /// </summary>
    public static FieldOf<TOwner>[] All(Codecs all)
    {
        var fields = new List<FieldInfo>();
        for (var type = typeof(TOwner); type is not null && type != typeof(object); type = type.BaseType)
            fields.AddRange(
                type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            );
        if (
            !typeof(TOwner).IsValueType && fields.Find(field => !field.IsInitOnly && (!field.IsPrivate || field.Name[0] == '<')) is { } open
        )
            throw new InvalidOperationException($"{typeof(TOwner).Name}.{open.Name} can change");
        return
        [
            .. fields
                .Where(field => typeof(TOwner).IsValueType || field.IsInitOnly)
                .OrderBy(field => field.Name, StringComparer.Ordinal)
                .Select(field => new FieldOf<TOwner>(all, field)),
        ];
    }

    public static void Describe(Shape shape, IEnumerable<FieldOf<TOwner>> fields)
    {
        if (!shape.Meet(typeof(TOwner)))
            return;
        foreach (var field in fields)
            field.Describe(shape);
        shape.Add(";");
    }

    private void Describe(Shape shape)
    {
        shape.Add(of.Name);
        Codec.Describe(shape);
    }
}

/// <summary>Generated code for a field.</summary>
internal abstract class FieldCode<TOwner>
{
    public abstract void Write(Output to, ref TOwner owner, ref TOwner? basis);
    public abstract void Read(Input from, ref TOwner owner, ref TOwner? basis);
}

internal sealed class FieldCode<TOwner, T>(Codec<T> codec, FieldInfo of) : FieldCode<TOwner>
{
    private delegate T Getting(ref TOwner owner);
    private delegate void Setting(ref TOwner owner, T value);

    private Getting? _get;
    private Setting? _set;
    private Getting Get => _get ??= Make<Getting>(of, typeof(T), [typeof(TOwner).MakeByRefType()], OpCodes.Ldfld);
    private Setting Set => _set ??= Make<Setting>(of, typeof(void), [typeof(TOwner).MakeByRefType(), typeof(T)], OpCodes.Stfld);

    public override void Write(Output to, ref TOwner owner, ref TOwner? basis) =>
        codec.Write(to, Get(ref owner), basis is null ? default : Get(ref basis));

    public override void Read(Input from, ref TOwner owner, ref TOwner? basis) =>
        Set(ref owner, codec.Read(from, basis is null ? default : Get(ref basis)));

    private static TDelegate Make<TDelegate>(FieldInfo of, Type returned, Type[] taken, OpCode access)
        where TDelegate : Delegate
    {
        var method = new DynamicMethod(of.Name, returned, taken, typeof(FieldCode<TOwner>).Module, skipVisibility: true);
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        if (!typeof(TOwner).IsValueType)
            code.Emit(OpCodes.Ldind_Ref);
        if (taken.Length > 1)
            code.Emit(OpCodes.Ldarg_1);
        code.Emit(access, of);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<TDelegate>();
    }
}
