namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>
/// The stored form of a value that cannot be written as it is: opened values stay sealed, and values derived from other fields are derived
/// again.
/// </summary>
internal abstract class KeptAs
{
    internal abstract Type Of { get; }
    internal abstract Codec Codec(Codecs all);

    /// <param name="keep">Returns the value to write. Must be cheap: where a drill is written it is also called for the live value.</param>
    /// <param name="restore">Restores the value. Called by many threads.</param>
    public static KeptAs Make<T, TKept>(Func<T, TKept> keep, Func<TKept, T> restore)
        where T : class
        where TKept : class => new By<T, TKept>(keep, (kept, _) => restore(kept));

    /// <param name="keep">Returns the value to write, as above.</param>
    /// <param name="restore">Restores the value, beside the live one where a drill's is read: results computed for that one need not be
    /// computed again.</param>
    public static KeptAs Make<T, TKept>(Func<T, TKept> keep, Func<TKept, T?, T> restore)
        where T : class
        where TKept : class => new By<T, TKept>(keep, restore);

    private sealed class By<T, TKept>(Func<T, TKept> keep, Func<TKept, T?, T> restore) : KeptAs
        where T : class
        where TKept : class
    {
        internal override Type Of => typeof(T);

        internal override Codec Codec(Codecs all) => new KeptCodec<T, TKept>(all, keep, restore);
    }
}

internal sealed class KeptCodec<T, TKept>(Codecs all, Func<T, TKept> keep, Func<TKept, T?, T> restore) : Codec<T?>
    where T : class
    where TKept : class
{
    private Codec<TKept>? _codec;
    private Codec<TKept> Kept => _codec ??= all.Of<TKept>();

    public override void Write(Output to, T? value, T? basis)
    {
        if (Brief(to, value, basis))
            return;
        to.Byte(Whole);
        Kept.Write(to, keep(value!), basis is null ? null : keep(basis));
    }

    public override T? Read(Input from, T? basis)
    {
        if (from.Byte() is var how && how is None or Same)
            return how == Same ? basis : null;
        return restore(Kept.Read(from, basis is null ? null : keep(basis))!, basis);
    }

    internal override void Describe(Shape shape)
    {
        if (!shape.Meet(typeof(T)))
            return;
        shape.Add("kept as");
        Kept.Describe(shape);
    }
}
