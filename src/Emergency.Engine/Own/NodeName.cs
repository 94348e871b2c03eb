namespace Emergency.Engine.Own;

/// <summary>Who this node is to the others: the same name whenever it runs on the same folder, so that it takes its own duties up again at once after a kill. A second engine on a folder in use has a name of its own.</summary>
internal sealed class NodeName : IDisposable
{
    private const int Length = 36;
    private readonly FileStream? _held;

    private NodeName(Guid name, FileStream? held) => (Name, _held) = (name.ToString(), held);

    public string Name { get; }

    /// <summary>Reads or writes the file <c>node</c> and keeps it locked.</summary>
    public static NodeName Of(string folder)
    {
        FileStream? file = null;
        try
        {
            file = new FileStream(Path.Combine(folder, "node"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, Length);
            Span<byte> text = stackalloc byte[Length];
            if (file.ReadAtLeast(text, Length, throwOnEndOfStream: false) == Length && Guid.TryParse(text, out var known))
                return new(known, file);
            var name = Guid.CreateVersion7();
            name.TryFormat(text, out _);
            file.SetLength(0);
            file.Write(text);
            file.Flush(flushToDisk: true);
            return new(name, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file?.Dispose();
            return new(Guid.CreateVersion7(), null);
        }
    }

    public void Dispose() => _held?.Dispose();
}
