namespace Emergency.Engine.Storage;

/// <summary>The name of this node among the others: the same whenever it runs on the same folder, so that it takes its own duties up again at once after a kill. A second engine on a folder in use has a name of its own.</summary>
internal sealed class NodeName : IDisposable
{
    private readonly FileStream? _held;

    private NodeName(Guid name, FileStream? held) => (Name, _held) = (name.ToString(), held);

    public string Name { get; }

    /// <summary>Reads or writes the file <c>node</c>; <c>node.lock</c> is held as long as this lives.</summary>
    public static NodeName Of(string folder)
    {
        FileStream? held = null;
        try
        {
            held = new FileStream(Path.Combine(folder, "node.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var file = Path.Combine(folder, "node");
            if (File.Exists(file) && Guid.TryParse(File.ReadAllText(file), out var known))
                return new(known, held);
            var name = Guid.CreateVersion7();
            File.WriteAllText(file, name.ToString());
            return new(name, held);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            return new(Guid.CreateVersion7(), null);
        }
    }

    public void Dispose() => _held?.Dispose();
}
