namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>Writes and reads the values of one type. Made by <see cref="Codecs"/> from the type itself.</summary>
internal abstract class Codec
{
    /// <summary>Describes the bytes in words: two programs with equal descriptions read each other's bytes.</summary>
    internal abstract void Describe(Shape shape);

    internal abstract void WriteAny(Output to, object? value, object? basis);
    internal abstract object? ReadAny(Input from, object? basis);
}

/// <summary>
/// A codec of one type. An object that is the same one in <c>basis</c> (the live state, where a drill's is written) is only referenced, and
/// becomes that same object again when read.
/// </summary>
internal abstract class Codec<T> : Codec
{
    protected const byte None = 0,
        Whole = 1,
        Same = 2,
        Difference = 3,
        InParts = 4;

    public abstract void Write(Output to, T value, T? basis);
    public abstract T Read(Input from, T? basis);

    internal sealed override void WriteAny(Output to, object? value, object? basis) =>
        Write(to, (T)value!, basis is T live ? live : default);

    internal sealed override object? ReadAny(Input from, object? basis) => Read(from, basis is T live ? live : default);

    /// <summary>
    /// Writes the mark of a missing value or of the same object as in the basis; false where the value must be written whole.
    /// </summary>
    protected static bool Brief(Output to, T value, T? basis)
    {
        if (value is not null && (basis is null || !ReferenceEquals(value, basis)))
            return false;
        to.Byte(value is null ? None : Same);
        return true;
    }
}

/// <summary>A value written by itself: number, text, time.</summary>
internal sealed class ValueCodec<T>(Action<Output, T> write, Func<Input, T> read) : Codec<T>
{
    public override void Write(Output to, T value, T? basis) => write(to, value);

    public override T Read(Input from, T? basis) => read(from);

    internal override void Describe(Shape shape) => shape.Add(typeof(T).Name);
}

internal sealed class TextCodec : Codec<string?>
{
    public override void Write(Output to, string? value, string? basis)
    {
        to.Byte(value is null ? None : Whole);
        if (value is not null)
            to.Text(value);
    }

    public override string? Read(Input from, string? basis) => from.Byte() == None ? null : from.Text();

    internal override void Describe(Shape shape) => shape.Add("text");
}

internal sealed class EnumCodec<T> : Codec<T>
    where T : struct, Enum
{
    public override void Write(Output to, T value, T basis) =>
        to.Number(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));

    public override T Read(Input from, T basis) => (T)Enum.ToObject(typeof(T), from.Number());

    internal override void Describe(Shape shape) =>
        shape.Add(string.Join('|', Enum.GetNames<T>().Zip(Enum.GetValues<T>(), (name, value) => $"{name}={value:D}")));
}

internal sealed class OptionalCodec<T>(Codecs all) : Codec<T?>
    where T : struct
{
    private readonly Codec<T> _value = all.Of<T>();

    public override void Write(Output to, T? value, T? basis)
    {
        to.Byte(value is null ? None : Whole);
        if (value is { } some)
            _value.Write(to, some, basis.GetValueOrDefault());
    }

    public override T? Read(Input from, T? basis) => from.Byte() == None ? null : _value.Read(from, basis.GetValueOrDefault());

    internal override void Describe(Shape shape)
    {
        shape.Add("?");
        _value.Describe(shape);
    }
}
