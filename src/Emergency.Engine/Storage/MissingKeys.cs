namespace Emergency.Engine.Storage;

/// <summary>Without its keys an installation has nobody's name: making new ones would only hide that.</summary>
public static class MissingKeys
{
    public static CannotStart In(string where) =>
        new(
            $"The keys of this installation are missing in {where}: nobody's record could be read. Put them back from the backup of the keys."
        );
}
